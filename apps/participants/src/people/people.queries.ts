import { newId } from '#platform';
import type { EntityManager } from 'typeorm';
import { ACTIVE } from '../seats/seats.rules.js';

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly city?: string;
  readonly zone?: string;
  readonly language?: string;
}

/** Adds a person; null when somebody has this address already, whose data stay as they are. */
export async function insertPerson(
  manager: EntityManager,
  person: NewPerson,
  now: Date,
): Promise<string | null> {
  const [row] = await manager.query<{ id: string }[]>(
    `INSERT INTO persons (id, email, name, city, zone, language, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING RETURNING id`,
    [
      newId(),
      person.email,
      person.name,
      person.city ?? null,
      person.zone ?? null,
      person.language ?? null,
      now,
    ],
  );
  return row?.id ?? null;
}

/** The slots in which a person has, or waits for, a seat of a session that is not over. */
export async function findSlotsAhead(manager: EntityManager, personId: string, now: Date): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT slot.id
     FROM seats seat JOIN slots slot ON slot.id = seat.slot_id JOIN sessions session ON session.id = slot.session_id
     WHERE seat.person_id = $1 AND seat.status = ANY($2)
       AND (session.starts_at IS NULL OR session.starts_at + session.duration_minutes * interval '1 minute' > $3)`,
    [personId, ACTIVE, now],
  );
  return rows.map(({ id }) => id);
}
