import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '#platform/testing';
import { Cluster } from './cluster.js';

const CAPACITY = 30;
const PEOPLE = 5_000;
/** Of what the machine can do: half, and not so much that other tests on it starve. */
const MOST_PER_SECOND = 150;

interface Take {
  person: number;
  status: number;
  text: string;
  body: { id: string; status: string };
  /** What the first try came to, when there was a second. */
  first?: string;
}

describe('A rolling restart', () => {
  let cluster: Cluster;
  let tokens: string[];
  let slotId: string;
  let next = 0;
  beforeAll(async () => {
    cluster = await Cluster.start();
    tokens = await cluster.people(PEOPLE);
    slotId = await cluster.slot(CAPACITY);
  }, 120_000);
  afterAll(() => cluster?.stop());

  /** One try at one gateway; gateways in turn, as a proxy in front of them sends. */
  async function attempt(
    person: number,
    gateway: number,
    key = `take-${person}`,
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`${cluster.gateways[gateway % 2]!.url}/v1/slots/${slotId}/seats`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens[person]}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: '{}',
      signal: AbortSignal.timeout(15_000),
    });
    return { status: response.status, text: await response.text() };
  }

  /** Takes a seat for the next person, trying once more with the same key when that did not go well. */
  async function take(): Promise<Take> {
    const person = next++;
    if (person >= PEOPLE) throw new Error('there are not enough people');
    const first = await attempt(person, person).catch((error: Error) => String(error.cause ?? error));
    if (typeof first === 'object' && first.status < 300) return { person, ...parsed(first) };
    const why = typeof first === 'object' ? `${first.status} ${first.text}` : first;
    const second = await attempt(person, person + 1).catch((error: Error) => ({
      status: 0,
      text: JSON.stringify({ why: String(error.cause ?? error) }),
    }));
    return { person, ...parsed(second), first: why };
  }
  const parsed = ({ status, text }: { status: number; text: string }) => ({
    status,
    text,
    body: JSON.parse(text),
  });

  /** Takes per second that two and two instances manage, measured with so many at a time. */
  async function measureCapacity(): Promise<number> {
    const begun = performance.now();
    const end = begun + 2_000;
    const takes: Take[] = [];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (performance.now() < end) takes.push(await take());
      }),
    );
    done.push(...takes);
    return takes.length / ((performance.now() - begun) / 1_000);
  }

  const done: Take[] = [];

  it('at half load loses no request, no seat and doubles none', async () => {
    const perSecond = Math.min(MOST_PER_SECOND, (await measureCapacity()) / 2);
    const underWay: Promise<void>[] = [];
    const load = setInterval(() => {
      underWay.push(take().then((one) => void done.push(one)));
    }, 1_000 / perSecond);

    const endings = [];
    for (const instance of [...cluster.participants, ...cluster.gateways]) {
      endings.push(await instance.terminate());
      await instance.start();
    }
    clearInterval(load);
    await Promise.all(underWay);

    expect(endings).toEqual(endings.map(() => ''));
    // Somebody met each gateway while it was gone, or nothing was shown.
    expect(done.filter(({ first }) => first !== undefined).length).toBeGreaterThan(1);
    expect(done.filter(({ status }) => ![201, 202].includes(status))).toEqual([]);
    expect(done.filter(({ status }) => status === 201)).toHaveLength(CAPACITY);
  }, 180_000);

  it('leaves exactly what was answered', async () => {
    const { rows } = await cluster.sql.query<{ id: string; person: string; status: string }>(
      'SELECT id, person_id AS person, status FROM seats WHERE slot_id = $1',
      [slotId],
    );
    const answered = done.map(({ person, body }) => `person-${person + 1} ${body.id} ${body.status}`);
    expect(rows.map(({ id, person, status }) => `${person} ${id} ${status}`).sort()).toEqual(answered.sort());
  });

  it('gives the same keys the same status and the same bytes afterwards', async () => {
    const sample = [...done.slice(0, 10), ...done.slice(-10)];
    expect(new Set(sample.map(({ status }) => status))).toEqual(new Set([201, 202]));
    for (const { person, status, text } of sample) {
      expect(await attempt(person, person)).toEqual({ status, text });
      // Without the key it is the seat that they have already, and that answer is repeated, too.
      const had = await attempt(person, person, `again-${person}`);
      expect(had.status).toBe(200);
      expect(await attempt(person, person + 1, `again-${person}`)).toEqual(had);
    }
  }, 30_000);

  it('publishes every fact, and none twice but by retransmission', async () => {
    const unpublished = 'SELECT FROM outbox WHERE published_at IS NULL';
    await waitFor(async () => (await cluster.sql.query(unpublished)).rowCount === 0);
    const { rows } = await cluster.sql.query<{ changes: number; seats: number }>(
      `SELECT count(*)::int AS changes, count(DISTINCT change ->> 'seatId')::int AS seats
       FROM outbox, jsonb_array_elements(envelope -> 'data' -> 'changes') AS change
       WHERE subject = 'fact.participants.seats.changed.v1'`,
    );
    expect(rows).toEqual([{ changes: done.length, seats: done.length }]);
  });
});
