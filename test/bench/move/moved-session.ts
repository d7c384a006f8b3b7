import type { SessionState } from '#contracts';
import { Transactions, type Tx } from '#platform';
import type { Redis } from 'ioredis';
import { ProgrammeService } from '../../../apps/notifications/src/programme/programme.service.js';
import { PlanningService } from '../../../apps/notifications/src/reminders/planning.service.js';
import { sessionOf, startAt } from '../../../apps/notifications/src/testing/samples.js';
import type { RunningNotifications } from '../notifications/running.js';

const DAY_MS = 86_400_000;
const ALARMS = 'meridian:reminders:delayed';

/** A session with so many people, all of whose reminders the service has planned; moved a day further each time. */
export class MovedSession {
  private constructor(
    private readonly running: RunningNotifications,
    private readonly redis: Redis,
    /** Reminders of the session: its rules × the zones of its people. */
    private readonly reminders: number,
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
    const reminders = programme.rules.length * people.zones.length;
    const moved = new MovedSession(running, redis, reminders, session);
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
    const before = await this.redis.zcard(ALARMS);
    const begun = performance.now();
    await this.apply(async (tx) => {
      const [programme, planning] = [app.get(ProgrammeService), app.get(PlanningService)];
      const change = await programme.applySession(tx, this.session, (whose) => planning.look(tx, whose));
      await planning.plan(tx, change!.after, tx.now, change!.seen);
    });
    let jobs = 0;
    // Asked as fast as Redis answers: the alarms are set after the commit.
    while (jobs < this.reminders && performance.now() - begun < 10_000) {
      jobs = (await this.redis.zcard(ALARMS)) - before;
    }
    return { ms: performance.now() - begun, jobs };
  }

  /** How many of its reminders are not planned for its latest time, or missing. */
  async misplanned(): Promise<number> {
    const [row] = await this.running.service.sql<{ right: number }>(
      `SELECT count(*)::int AS right FROM reminders
       WHERE session_id = $1 AND state = 'planned' AND time_version = $2`,
      [this.session.id, this.session.timeVersion],
    );
    return this.reminders - row!.right;
  }

  private apply(work: (tx: Tx) => Promise<unknown>): Promise<unknown> {
    return this.running.service.app.get(Transactions).run(work);
  }
}
