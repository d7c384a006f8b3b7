import type { OutputOf, PageRecipients, ParsedInputOf } from '#contracts';
import type { EntityManager } from 'typeorm';
import { READER_CITIES, READER_ZONE } from '../people/reader-zone.js';

/** With the generation of the seat's join link, and whose delegate somebody is. */
type Recipient = Omit<OutputOf<typeof PageRecipients>['items'][number], 'keptUntil'> & {
  keptUntil: Date | null;
  generation: number;
};

/** Where somebody has a seat of the same status besides; not of everybody in a page, of whom it is not asked. */
const modesOf = ({ personIds }: Pick<ParsedInputOf<typeof PageRecipients>, 'personIds'>): string =>
  personIds
    ? ` ARRAY(
         SELECT DISTINCT same_slot.mode FROM slots same_slot JOIN seats same ON same.slot_id = same_slot.id
         WHERE same_slot.session_id = $1 AND same.person_id = person.id AND same.status = seat.status ORDER BY 1
       ) AS modes,`
    : '';

/**
 * The people with such a seat in a session, as of now, by person id after `after`. Who has several such seats
 * (online and in person) is one row: the seated one before the waiting one, else the newest.
 */
export function findRecipients(
  manager: EntityManager,
  wanted: ParsedInputOf<typeof PageRecipients>,
): Promise<Recipient[]> {
  return manager.query(
    `SELECT DISTINCT ON (person.id)
       person.id AS "personId", person.email, person.name, person.language, ${READER_ZONE} AS zone,
       seat.id AS "seatId", seat.status AS "seatStatus", slot.mode,${modesOf(wanted)}
       seat.join_generation AS generation,
       CASE WHEN seat.status IN ('held', 'offered') THEN seat.expires_at END AS "keptUntil",
       block.city AS "delegateOf"
     FROM slots slot
     JOIN sessions session ON session.id = slot.session_id
     JOIN seats seat ON seat.slot_id = slot.id
     JOIN persons person ON person.id = seat.person_id ${READER_CITIES}
     LEFT JOIN seat_blocks block ON block.id = seat.block_id
     WHERE slot.session_id = $1 AND seat.status = ANY($2)
       AND ($3::text IS NULL OR seat.cause = $3)
       AND ($4::text IS NULL OR ${READER_ZONE} = $4)
       AND ($5::timestamptz IS NULL OR seat.created_at < $5)
       AND ($6::text[] IS NULL OR person.id = ANY($6))
       AND ($7::text IS NULL OR person.id > $7)
       AND ($9::text IS NULL OR slot.mode = $9)
       AND ($10::boolean IS NOT TRUE OR block.id IS NOT NULL)
     ORDER BY person.id, array_position(ARRAY['confirmed', 'held', 'offered', 'waiting'], seat.status), seat.id DESC
     LIMIT $8`,
    [
      wanted.sessionId,
      wanted.statuses,
      wanted.cause ?? null,
      wanted.zone ?? null,
      wanted.seatBefore ?? null,
      wanted.personIds ?? null,
      wanted.after ?? null,
      wanted.limit,
      wanted.mode ?? null,
      wanted.delegates ?? null,
    ],
  );
}
