import type { DataSource } from 'typeorm';

interface Counts {
  sent: number;
  unknown: number;
  failed: number;
}

/** What became of the mails of a session's reminders, as a function of rule and zone. */
export async function countDeliveries(
  dataSource: DataSource,
  sessionId: string,
): Promise<(rule: string, zone: string) => Counts> {
  const rows = await dataSource.query<(Counts & { rule: string; zone: string })[]>(
    `SELECT rule, zone,
            count(*) FILTER (WHERE state = 'sent')::int AS sent,
            count(*) FILTER (WHERE state = 'unknown')::int AS unknown,
            count(*) FILTER (WHERE state = 'failed')::int AS failed
     FROM deliveries WHERE notice = 'reminder' AND session_id = $1 GROUP BY rule, zone`,
    [sessionId],
  );
  return (rule, zone) => {
    const found = rows.find((row) => row.rule === rule && row.zone === zone);
    return { sent: found?.sent ?? 0, unknown: found?.unknown ?? 0, failed: found?.failed ?? 0 };
  };
}
