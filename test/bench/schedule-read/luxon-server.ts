/** What one writes first: the schedule in memory, every zone of every session converted for every request. */
import Fastify from 'fastify';
import { DateTime } from 'luxon';

interface Stored {
  start: { instant: string; zone: string };
}

const [sessions, zones] = (await new Promise((resolve) => process.once('message', resolve))) as [
  Stored[],
  string[],
];
const fastify = Fastify();
fastify.get('/sessions', () => ({
  items: sessions.map((session) => {
    const host = DateTime.fromISO(session.start.instant, { zone: session.start.zone });
    return {
      ...session,
      zoneTimes: zones.map((zone) => {
        const local = host.setZone(zone);
        return {
          zone,
          local: local.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
          offset: local.toFormat('ZZ'),
          dayShift: Math.round(
            DateTime.fromISO(local.toISODate()!, { zone: 'utc' }).diff(
              DateTime.fromISO(host.toISODate()!, { zone: 'utc' }),
              'days',
            ).days,
          ),
        };
      }),
    };
  }),
  next: null,
}));
process.send!(await fastify.listen({ port: 0, host: '127.0.0.1' }));
