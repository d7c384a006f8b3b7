import type { DataSource } from 'typeorm';
import type { Wanted } from './wanted.rules.js';

interface Counts {
  sent: number;
  unknown: number;
  failed: number;
  suppressed: number;
}

/** What became of the mails of a session's reminders, by rule, zone and audience. */
export async function countDeliveries(
  dataSource: DataSource,
  sessionId: string,
): Promise<(reminder: Wanted) => Counts> {
  const rows = await dataSource.query<(Counts & Wanted)[]>(
    `SELECT rule, zone, audience,
            count(*) FILTER (WHERE state = 'sent')::int AS sent,
            count(*) FILTER (WHERE state = 'unknown')::int AS unknown,
            count(*) FILTER (WHERE state = 'failed')::int AS failed,
            count(*) FILTER (WHERE state = 'suppressed')::int AS suppressed
     FROM deliveries WHERE notice = 'reminder' AND session_id = $1 GROUP BY rule, zone, audience`,
    [sessionId],
  );
  return ({ rule, zone, audience }) => {
    const found = rows.find((row) => row.rule === rule && row.zone === zone && row.audience === audience);
    const { sent = 0, unknown = 0, failed = 0, suppressed = 0 } = found ?? {};
    return { sent, unknown, failed, suppressed };
  };
}
