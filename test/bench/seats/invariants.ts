import type { Sql } from './hall.js';

/** What must be 0 in every database in which seats were taken, counted by SQL over all its slots. */
export async function seatInvariants(sql: Sql): Promise<Record<string, number>> {
  const count = async (query: string) =>
    (await sql<{ count: number }>(`SELECT count(*)::int FROM (${query}) AS violation`))[0]!.count;
  return {
    oversold: await count(
      `SELECT FROM seat_log WHERE taken_after > capacity
       UNION ALL SELECT FROM slots WHERE held + confirmed + offered > capacity`,
    ),
    'counters unlike rows': await count(
      `SELECT slot.id FROM slots slot LEFT JOIN seats seat ON seat.slot_id = slot.id GROUP BY slot.id
       HAVING slot.confirmed <> coalesce(sum(seat.group_size) FILTER (WHERE seat.status = 'confirmed'), 0)
           OR slot.waiting <> coalesce(sum(seat.group_size) FILTER (WHERE seat.status = 'waiting'), 0)
           OR slot.queue_length <> count(*) FILTER (WHERE seat.status = 'waiting')`,
    ),
    'gaps in the queue': await count(
      `SELECT slot.id FROM slots slot LEFT JOIN seats seat ON seat.slot_id = slot.id GROUP BY slot.id
       HAVING slot.queue_counter <> count(seat.queue_no) OR slot.queue_counter <> coalesce(max(seat.queue_no), 0)
           OR count(DISTINCT seat.queue_no) <> count(seat.queue_no)`,
    ),
    'log incomplete': await count(
      `SELECT seat.id FROM seats seat LEFT JOIN LATERAL (
         SELECT to_status, cause FROM seat_log log WHERE log.seat_id = seat.id ORDER BY id DESC LIMIT 1
       ) AS last ON true WHERE last.to_status IS DISTINCT FROM seat.status OR last.cause IS DISTINCT FROM seat.cause`,
    ),
    'log replays otherwise': await count(
      `SELECT FROM (
         SELECT taken_after, sum(CASE WHEN to_status IN ('held', 'confirmed', 'offered') THEN size ELSE 0 END
           - CASE WHEN from_status IN ('held', 'confirmed', 'offered') THEN size ELSE 0 END)
           OVER (PARTITION BY slot_id ORDER BY id) AS taken FROM seat_log
       ) AS replay WHERE taken <> taken_after`,
    ),
    'passed over': await count(
      `SELECT FROM seats waiting JOIN seats promoted USING (slot_id)
       WHERE waiting.status = 'waiting' AND promoted.status = 'confirmed' AND waiting.queue_no < promoted.queue_no
         AND waiting.group_size = promoted.group_size AND waiting.city IS NOT DISTINCT FROM promoted.city`,
    ),
    'changes told otherwise': await count(
      `SELECT FROM (SELECT count(*) AS count FROM seat_log) AS logged,
         (SELECT count(*) AS count FROM outbox, jsonb_array_elements(envelope #> '{data,changes}')) AS told
       WHERE logged.count <> told.count`,
    ),
  };
}

/** Sums the violations of several databases. */
export function together(...all: Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const one of all)
    for (const [name, count] of Object.entries(one)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
