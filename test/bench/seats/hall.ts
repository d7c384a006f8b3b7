import { ANONYMOUS, type Actor } from '#contracts';
import { Deadline, newId, newTrace, type RequestContext } from '#platform';

/** Runs one statement on the database of a side. */
export type Sql = <T>(query: string, parameters?: unknown[]) => Promise<T[]>;

/** Registers this many people at once; @returns their ids. */
export async function registerPeople(sql: Sql, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await sql(
    `INSERT INTO persons (id, email, name, city, zone, created_at)
     SELECT id, id || '@example.org', 'Participant ' || number, NULL, 'Asia/Tokyo', clock_now()
     FROM unnest($1::text[]) WITH ORDINALITY AS person (id, number)`,
    [ids],
  );
  return ids;
}

/** A released session in a year, and its slot; @returns the slot's id */
export async function openSlot(sql: Sql, capacity: number | null): Promise<string> {
  const [sessionId, slotId] = [newId(), newId()];
  await sql(
    `INSERT INTO sessions (id, programme_id, event_id, slug, own_city, status, is_released, starts_at, zone,
                           duration_minutes, version)
     VALUES ($1, 'forum', 'festival', 'opening', 'nha-trang', 'scheduled', true, clock_now() + interval '1 year',
             'Asia/Ho_Chi_Minh', 60, 1)`,
    [sessionId],
  );
  await sql(
    `INSERT INTO slots (id, session_id, mode, capacity, created_at) VALUES ($1, $2, 'online', $3, clock_now())`,
    [slotId, sessionId, capacity],
  );
  return slotId;
}

export const asPerson = (id: string): Actor => ({ kind: 'person', id, grants: [] });

/** A request as it comes out of NATS, with a key of its own. */
export function requestOf(subject: string, actor: Actor = ANONYMOUS, deadlineMs = 60_000): RequestContext {
  return {
    trace: newTrace(),
    actor,
    deadline: Deadline.in(deadlineMs),
    idempotencyKey: newId(),
    operation: { subject, bodyHash: 'a hash of the body, which is 43 long ......' },
  };
}

/**
 * Lets so many callers work off the tasks, each the next as soon as its last is done.
 * @returns per second, and how long each took in ms
 */
export async function crowd<T>(
  callers: number,
  tasks: readonly T[],
  work: (task: T) => Promise<unknown>,
): Promise<{ perSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  const queue = tasks[Symbol.iterator]();
  const begun = performance.now();
  const caller = async () => {
    for (const task of queue) {
      const sent = performance.now();
      await work(task);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { perSecond: (tasks.length / (performance.now() - begun)) * 1_000, latencies };
}
