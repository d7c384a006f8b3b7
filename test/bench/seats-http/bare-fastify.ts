/** The floor: Fastify alone, answering a POST of the same size with a reply of the same size. */
import fastify from 'fastify';

const seat = {
  ...{ id: 'x'.repeat(36), slotId: 'x'.repeat(36), sessionId: 'x'.repeat(36), mode: 'online' },
  ...{ personId: 'x'.repeat(36), status: 'confirmed', groupSize: 1, position: null },
  createdAt: '2027-06-10T12:00:00.000Z',
};
const server = fastify();
server.get('/health/ready', () => ({ dependencies: [] }));
server.post('/v1/slots/:id/seats', (_request, reply) => reply.status(201).send(seat));
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
