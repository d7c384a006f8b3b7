import type { SessionState } from '#contracts';
import { Transactions, type Tx } from '#platform';
import type { Redis } from 'ioredis';
import { ProgrammeService } from '../../../apps/notifications/src/programme/programme.service.js';
import { dueOf } from '../../../apps/notifications/src/reminders/due.rules.js';
import { PlanningService } from '../../../apps/notifications/src/reminders/planning.service.js';
import { sessionOf, startAt } from '../../../apps/notifications/src/testing/samples.js';
import type { RunningNotifications } from '../notifications/running.js';

const DAY_MS = 86_400_000;
const ALARMS = 'meridian:reminders:delayed';
/** What BullMQ multiplies the time of a delayed job by, to order those of one millisecond. */
const SCORE = 0x1000;
/** An alarm is set by what is left when it is planned: later by what planning and committing took. */
const LATE_MS = 10_000;

/** A session with so many people, all of whose reminders the service has planned; moved a day further each time. */
export class MovedSession {
  private constructor(
    private readonly running: RunningNotifications,
    private readonly redis: Redis,
    /** Of each of its reminders. */
    private readonly wanted: readonly { rule: string; zone: string }[],
    private session: SessionState,
  ) {}

  static async open(
    running: RunningNotifications,
    redis: Redis,
    programme: { id: string; rules: readonly string[] },
    people: { count: number; zones: readonly string[] },
  ): Promise<MovedSession> {
    const start = new Date(Date.now() + 365 * DAY_MS).toISOString();
    const session = sessionOf('forum', programme.id, start);
    const wanted = programme.rules.flatMap((rule) => people.zones.map((zone) => ({ rule, zone })));
    const moved = new MovedSession(running, redis, wanted, session);
    await moved.apply((tx) => running.service.app.get(ProgrammeService).applySession(tx, session));
    await running.service.sql(
      `INSERT INTO presences (seat_id, session_id, zone, active, fact_time, fact_id, person_id, status)
       SELECT $1 || '-' || number, $1, ($2::text[])[1 + number % cardinality($2::text[])], true, clock_now(),
              gen_random_uuid(), 'person-' || number, 'confirmed'
       FROM generate_series(1, $3::int) AS number`,
      [session.id, people.zones, people.count],
    );
    await running.service.sql('VACUUM ANALYZE presences');
    await moved.move();
    return moved;
  }

  /**
   * Moves it: the session's new state, its reminders and their alarms.
   * @returns milliseconds until the last alarm is in Redis, and how many jobs that took
   */
  async move(): Promise<{ ms: number; jobs: number }> {
    const { session } = this;
    const { app } = this.running.service;
    const start = startAt(new Date(Date.parse(session.start!.instant) + DAY_MS).toISOString());
    const { version, timeVersion } = session;
    this.session = { ...session, start, version: version + 1, timeVersion: timeVersion + 1 };
    const alarms = this.moments().length;
    const before = await this.redis.zcard(ALARMS);
    const begun = performance.now();
    await this.apply(async (tx) => {
      const [programme, planning] = [app.get(ProgrammeService), app.get(PlanningService)];
      const change = await programme.applySession(tx, this.session, (whose) => planning.look(tx, whose));
      await planning.plan(tx, change!.after, tx.now, change!.seen);
    });
    let jobs = 0;
    // Asked as fast as Redis answers: the alarms are set after the commit.
    while (jobs < alarms && performance.now() - begun < 10_000) {
      jobs = (await this.redis.zcard(ALARMS)) - before;
    }
    return { ms: performance.now() - begun, jobs };
  }

  /** How many of its reminders are not planned for its latest time, or have no alarm at their moment. */
  async misplanned(): Promise<number> {
    const [row] = await this.running.service.sql<{ right: number }>(
      `SELECT count(*)::int AS right FROM reminders
       WHERE session_id = $1 AND state = 'planned' AND time_version = $2`,
      [this.session.id, this.session.timeVersion],
    );
    const alarms = await Promise.all(
      this.moments().map((at) => this.redis.zcount(ALARMS, at * SCORE, (at + LATE_MS) * SCORE)),
    );
    return this.wanted.length - row!.right + alarms.filter((count) => count === 0).length;
  }

  /** When its reminders are due, in milliseconds since the epoch: an alarm each. */
  private moments(): number[] {
    const { instant } = this.session.start!;
    return [...new Set(this.wanted.map(({ rule, zone }) => dueOf(rule, instant, zone).at.getTime()))];
  }

  private apply(work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
    return this.running.service.app.get(Transactions).run(work);
  }
}
