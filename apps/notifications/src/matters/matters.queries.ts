import type { Move, PollState, Text } from '#contracts';
import { In, MoreThan, type DataSource } from 'typeorm';
import { CityCopy } from '../programme/city-copy.entity.js';
import { EventCopy } from '../programme/event-copy.entity.js';
import { ProgrammeCopy } from '../programme/programme-copy.entity.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { MatterCopy } from './matter-copy.entity.js';
import type { Cities, DigestMatter, EventMatter, SeriesMatter, Tally } from './matter.js';

export async function findCities(dataSource: DataSource): Promise<Cities> {
  const cities = await dataSource.getRepository(CityCopy).find();
  return new Map(cities.map((city) => [city.slug, city]));
}

export async function findEventMatter(dataSource: DataSource, id: string): Promise<EventMatter | null> {
  const event = await dataSource.getRepository(EventCopy).findOneBy({ id, version: MoreThan(0) });
  if (!event?.programmeId) return null;
  return { kind: 'event', programmeId: event.programmeId, event, cities: await findCities(dataSource) };
}

/** A proposal, question or warning; null while its fact has not come. */
export async function findMatterCopy(
  dataSource: DataSource,
  kind: MatterCopy['kind'],
  id: string,
): Promise<MatterCopy | null> {
  return dataSource.getRepository(MatterCopy).findOneBy({ kind, id });
}

/** The title of the first of these sessions that is known. */
export async function findTitle(dataSource: DataSource, sessionIds: readonly string[]): Promise<Text> {
  const [row] = await dataSource.query<{ title: Text }[]>(
    `SELECT title FROM session_copies WHERE id = ANY($1) AND version > 0 ORDER BY start->>'instant' LIMIT 1`,
    [sessionIds],
  );
  return row?.title ?? '';
}

/** Those of these sessions that are known, as they are now, by id. */
export async function findCurrent(
  dataSource: DataSource,
  ids: readonly string[],
): Promise<Map<string, SessionCopy>> {
  const copies = await dataSource.getRepository(SessionCopy).findBy({ id: In(ids), version: MoreThan(0) });
  return new Map(copies.map((copy) => [copy.id, copy]));
}

/** Open change proposals of a programme. */
export async function findOpenMoves(dataSource: DataSource, programmeId: string): Promise<Move[]> {
  const rows = await dataSource.query<{ data: Move }[]>(
    `SELECT data FROM matter_copies WHERE kind = 'move' AND programme_id = $1 AND data->>'status' = 'proposed'`,
    [programmeId],
  );
  return rows.map(({ data }) => data);
}

/** What was counted for a programme from one instant on, with what it is about. */
export async function findDigest(
  dataSource: DataSource,
  programmeId: string,
  from: Date,
): Promise<DigestMatter | null> {
  const programme = await dataSource.getRepository(ProgrammeCopy).findOneBy({ id: programmeId });
  if (!programme) return null;
  const tallies = await dataSource.query<(Omit<Tally, 'title'> & { title: Text | null })[]>(
    `SELECT quarter, tally.kind, about, detail, count,
            coalesce(matter.data->>'sessionId', matter.data->'sessions'->0->>'id', about) AS subject,
            coalesce(session.title, event.title, matter.data->'title', matter.data->'sessions'->0->'title') AS title
     FROM tallies tally
     LEFT JOIN session_copies session ON tally.kind = 'seats' AND session.id = about
     LEFT JOIN event_copies event ON tally.kind = 'city' AND event.id = about
     LEFT JOIN matter_copies matter ON matter.id = about
       AND matter.kind = CASE tally.kind WHEN 'change' THEN 'move' WHEN 'poll' THEN 'poll' END
     WHERE tally.programme_id = $1 AND quarter >= $2
     ORDER BY tally.kind, about, detail, quarter`,
    [programmeId, from],
  );
  return {
    kind: 'digest',
    programmeId,
    title: programme.title,
    isPublished: await dataSource.getRepository(EventCopy).existsBy({ programmeId, isPublished: true }),
    tallies: tallies.map((tally) => ({ ...tally, title: tally.title ?? '' })),
    cities: await findCities(dataSource),
  };
}

export type MatterData = { move: Move; poll: PollState; series: SeriesMatter['occurrences'] };
