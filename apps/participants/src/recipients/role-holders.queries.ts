import type { CountSeatsByCity, OutputOf, PageRoleHolders, ParsedInputOf, RoleHolder } from '#contracts';
import type { EntityManager } from 'typeorm';

const KEY = `(person.id || ' ' || coalesce(granted.city, '')) COLLATE "C"`;

/** People with this role in a programme, by person and city after `after`. */
export function findRoleHolders(
  manager: EntityManager,
  { programmeId, role, cities, personIds, after, limit }: ParsedInputOf<typeof PageRoleHolders>,
): Promise<RoleHolder[]> {
  return manager.query(
    `SELECT person.id AS "personId", person.email, person.name, person.language, granted.city,
            coalesce(person.zone, own.zone, spoken_for.zone, 'Etc/UTC') AS zone
     FROM grants granted
     JOIN persons person ON person.id = granted.person_id
     LEFT JOIN cities own ON own.slug = person.city
     LEFT JOIN cities spoken_for ON spoken_for.slug = granted.city
     WHERE granted.programme_id = $1 AND granted.role = $2
       AND ($3::text[] IS NULL OR granted.city = ANY($3))
       AND ($4::text[] IS NULL OR person.id = ANY($4))
       AND ($5::text IS NULL OR ${KEY} > $5 COLLATE "C")
     ORDER BY ${KEY} LIMIT $6`,
    [programmeId, role, cities ?? null, personIds ?? null, after ?? null, limit],
  );
}

/** What a page of role holders goes on after. */
export const roleHolderKey = ({ personId, city }: RoleHolder): string => `${personId} ${city ?? ''}`;

/** Seats that are taken or waited for, by session, mode and the city of who has them. */
export function countSeatsByCity(
  manager: EntityManager,
  sessionIds: readonly string[],
): Promise<OutputOf<typeof CountSeatsByCity>['items']> {
  return manager.query(
    `SELECT slot.session_id AS "sessionId", slot.mode, seat.city,
            coalesce(sum(seat.group_size) FILTER (WHERE seat.status <> 'waiting'), 0)::int AS taken,
            coalesce(sum(seat.group_size) FILTER (WHERE seat.status = 'waiting'), 0)::int AS waiting
     FROM slots slot
     JOIN seats seat ON seat.slot_id = slot.id AND seat.status IN ('held', 'confirmed', 'offered', 'waiting')
     WHERE slot.session_id = ANY($1)
     GROUP BY slot.session_id, slot.mode, seat.city
     ORDER BY slot.session_id, slot.mode, seat.city`,
    [sessionIds],
  );
}
