import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateCity, FindCities, TakeSeat } from '#contracts';
import { BOSTON, pageWith, SEAT } from '../testing/forum.js';
import { PEOPLE, TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

const take = (headers?: Record<string, string>) =>
  gateway.send('/v1/slots/slot-id/seats', { token: 'participant', body: {}, ...(headers && { headers }) });

describe('the context of a request', () => {
  it('brings who asks, the key and the deadline to the service', async () => {
    const asked = await gateway.answer(TakeSeat, () => ({ created: true, seat: SEAT }));

    await take({ 'Idempotency-Key': 'try-1' });

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ actor: PEOPLE.participant, idempotencyKey: 'try-1' });
    expect(asked[0]!.deadlineMs).toBeGreaterThan(4_000);
  });

  it.each(['/v1/cities/%00', '/v1/slots?sessions=a%0Ab', '/v1/events/%1f/releases'])(
    'is refused to control characters in the address: %s',
    async (path) => {
      expect(await gateway.send(path)).toMatchObject({
        status: 422,
        body: { code: 'validation.failed', errors: [{ path: '(address)' }] },
      });
    },
  );

  it('is each request’s own when many run at once', async () => {
    const asked = await gateway.answer(TakeSeat, () => ({ created: true, seat: SEAT }));
    const tokens = ['admin', 'organizer', 'participant'] as const;

    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        gateway.send('/v1/slots/slot-id/seats', {
          token: tokens[index % 3]!,
          body: { groupSize: 1 + (index % 3) },
          headers: { 'Idempotency-Key': `key-of-${tokens[index % 3]}` },
        }),
      ),
    );

    expect(asked).toHaveLength(60);
    for (const { input, actor, idempotencyKey } of asked) {
      const token = tokens[input.groupSize! - 1]!;
      expect(actor).toEqual(PEOPLE[token]);
      expect(idempotencyKey).toBe(`key-of-${token}`);
    }
  });

  it('carries on the caller’s trace and tells it', async () => {
    const asked = await gateway.answer(FindCities, () => pageWith(BOSTON));
    const traceId = '0af7651916cd43dd8448eb211c80319c';

    const { headers } = await gateway.send('/v1/cities', {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    });

    expect(asked[0]!.traceId).toBe(traceId);
    expect(headers.get('x-trace-id')).toBe(traceId);
    expect(headers.get('traceparent')).toContain(traceId);
  });

  it('has a trace of its own without one', async () => {
    const asked = await gateway.answer(FindCities, () => pageWith(BOSTON));

    const { headers } = await gateway.send('/v1/cities');

    expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(asked[0]!.traceId).toBe(headers.get('x-trace-id'));
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['with a space', 'a b'],
    ['with other letters', 'clé'],
  ])('refuses a key that is %s', async (_name, key) => {
    const asked = await gateway.answer(CreateCity, () => BOSTON);

    const { status, body } = await take({ 'Idempotency-Key': key });

    expect(status).toBe(422);
    expect(body.errors[0]!.path).toBe('Idempotency-Key');
    expect(asked).toEqual([]);
  });
});
