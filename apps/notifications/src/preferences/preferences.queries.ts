import type { OptionalMail, Preferences } from '#contracts';
import type { EntityManager } from 'typeorm';

/** What a person wants of mail; who never said anything wants everything. */
export async function findPreferences(manager: EntityManager, personId: string): Promise<Preferences> {
  const [row] = await manager.query<Preferences[]>(
    'SELECT off, reminders FROM preferences WHERE person_id = $1',
    [personId],
  );
  return row ?? { off: [], reminders: [] };
}

/** Locks a person's preferences until the transaction ends, and reads them. */
export async function lockPreferences(manager: EntityManager, personId: string): Promise<Preferences> {
  await manager.query('INSERT INTO preferences (person_id) VALUES ($1) ON CONFLICT DO NOTHING', [personId]);
  const [row] = await manager.query<Preferences[]>(
    'SELECT off, reminders FROM preferences WHERE person_id = $1 FOR UPDATE',
    [personId],
  );
  return row!;
}

export async function savePreferences(
  manager: EntityManager,
  personId: string,
  { off, reminders }: Preferences,
): Promise<void> {
  await manager.query('UPDATE preferences SET off = $2, reminders = $3 WHERE person_id = $1', [
    personId,
    off,
    reminders,
  ]);
}

/** Those of these people who do without mails of this kind. */
export async function findTurnedOff(
  manager: EntityManager,
  mail: OptionalMail,
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await manager.query<{ person_id: string }[]>(
    'SELECT person_id FROM preferences WHERE person_id = ANY($1) AND $2 = ANY(off)',
    [personIds, mail],
  );
  return new Set(rows.map((row) => row.person_id));
}
