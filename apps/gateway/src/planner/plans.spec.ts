import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindPlanDays, FindPlans, FindProgrammes, PlanSignalled, StartPlan, type Plan } from '#contracts';
import { connect } from '@nats-io/transport-node';
import { FORUM, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

const PLAN: Plan = {
  id: 'plan-id',
  programmeId: 'forum',
  eventId: 'event-id',
  status: 'running',
  startedAt: '2027-05-01T16:00:00Z',
  ...{ finishedAt: null, progress: null, proposal: null, clash: null, failure: null },
};
const progress = (incumbent: number) => ({
  ...{ stage: 'worst' as const, elapsedMs: 100, incumbent, bound: 1, gap: incumbent - 1 },
});

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

describe('planning over HTTP', () => {
  it('looks up the public holidays that a plan needs which avoids rest days', async () => {
    const started = await gateway.answer(StartPlan, () => PLAN);
    const asked = await gateway.answer(FindPlanDays, () => ({ countries: ['IT', 'ZZ'], years: [2027] }));
    const plan = (body: object) => gateway.send('/v1/events/event-id/plans', { token: 'organizer', body });

    expect((await plan({ restDays: 'avoid' })).status).toBe(202);
    expect(asked[0]!.input).toMatchObject({ eventId: 'event-id', restDays: 'avoid' });
    const { holidays } = started[0]!.input;
    expect(holidays).toMatchObject({ years: [2027], days: { ZZ: {} } });
    expect(holidays!.days['IT']).toMatchObject({ '2027-12-25': 'Christmas Day' });

    expect((await plan({ restDays: 'ignore' })).status).toBe(202);
    expect(asked).toHaveLength(1);
    expect(started[1]!.input).not.toHaveProperty('holidays');
    expect((await plan({ restDays: 'maybe' })).body.errors[0]!.path).toBe('restDays');
  });

  it('is taken on with 202, without a body too', async () => {
    const asked = await gateway.answer(StartPlan, () => PLAN);
    await gateway.answer(FindProgrammes, () => pageWith(FORUM));
    const post = (path: string) => gateway.send(path, { method: 'POST', token: 'organizer' });

    expect(await post('/v1/events/event-id/plans')).toMatchObject({ status: 202, body: { id: 'plan-id' } });
    expect((await post(`/v1/programmes/${FORUM.slug}/plans`)).status).toBe(202);
    expect(asked.map(({ input }) => [input.eventId, input.programmeId])).toEqual([
      ['event-id', undefined],
      [undefined, FORUM.id],
    ]);
  });

  it.each([
    [{ stepMinutes: 1 }, 'stepMinutes'],
    [{ hours: { from: '09:00', to: '09:00' } }, 'hours'],
    [{ from: '2027-02-30' }, 'from'],
    [{ sessions: [] }, 'sessions'],
    [{ timeLimitSeconds: 301 }, 'timeLimitSeconds'],
    [{ force: true }, 'force'],
  ])('names what is wrong in %j', async (body, path) => {
    const reply = await gateway.send('/v1/events/event-id/plans', { token: 'organizer', body });
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0]!.path).toBe(path);
  });
});

describe('a plan’s progress', () => {
  const follow = async () => {
    const response = await fetch(`${gateway.url}/v1/plans/plan-id/progress`, {
      headers: { Authorization: 'Bearer organizer' },
    });
    return { response, text: new StreamDecoder(response) };
  };

  it('comes as an event for each improvement, and ends with the plan', async () => {
    let plan: Plan = { ...PLAN, progress: progress(9) };
    await gateway.answer(FindPlans, () => ({ items: [plan] }));
    const signals = await connect({ servers: new URL(gateway.nats.url).host });
    const tell = (status: Plan['status'], reached: number | null) =>
      signals.publish(
        PlanSignalled.subject,
        JSON.stringify({ id: 'plan-id', status, progress: reached === null ? null : progress(reached) }),
      );
    const { response, text } = await follow();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(await text.next()).toContain('"incumbent":9');

    tell('running', 5);
    expect(await text.next()).toMatch(/^event: progress\ndata: .*"incumbent":5.*"gap":4/);
    plan = { ...PLAN, status: 'cancelled', finishedAt: '2027-05-01T16:00:09Z' };
    tell('cancelled', null);
    expect(await text.next()).toMatch(/^event: ended\ndata: .*"status":"cancelled"/);
    expect(await text.next()).toBeUndefined();
    await signals.close();
  });

  it('ends also when the last signal is lost', async () => {
    let plan: Plan = { ...PLAN, progress: progress(9) };
    await gateway.answer(FindPlans, () => ({ items: [plan] }));
    const { text } = await follow();
    await text.next();
    plan = { ...PLAN, status: 'failed', finishedAt: '2027-05-01T16:00:09Z', failure: 'It has ended.' };
    expect(await text.next()).toContain('event: ended');
  });

  it('is not there for plans that are not', async () => {
    await gateway.answer(FindPlans, () => ({ items: [] }));
    expect((await gateway.send('/v1/plans/none/progress', { token: 'organizer' })).status).toBe(404);
  });
});

/** Events of a stream, one by one. */
class StreamDecoder {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private text = '';

  constructor(response: Response) {
    this.reader = response.body!.getReader();
  }

  async next(): Promise<string | undefined> {
    while (!this.text.includes('\n\n')) {
      const { value, done } = await this.reader.read();
      if (done) return undefined;
      this.text += new TextDecoder().decode(value);
    }
    const [event, ...rest] = this.text.split('\n\n');
    this.text = rest.join('\n\n');
    return event;
  }
}
