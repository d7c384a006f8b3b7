import { newId } from '#platform';
import type { EntityManager } from 'typeorm';

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
