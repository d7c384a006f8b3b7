import type { Preferences } from '#contracts';
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
