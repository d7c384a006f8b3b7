import type { Divergence } from '#contracts';
import type { Tx } from '#platform';
import { In, type EntityManager } from 'typeorm';
import { CityCopy } from '../programme/city.entity.js';
import type { Release } from '../releases/release.entity.js';
import { Session } from '../scheduling/session.entity.js';
import { citiesToAsk } from '../scheduling/session.rules.js';
import { Series } from '../series/series.entity.js';
import { loadSeriesSessions } from '../series/series.queries.js';
import { divergence, type CityZone, type Placed } from './divergence.rules.js';
import { choicesOf } from './divergence.queries.js';

/**
 * A series with its sessions, and where clocks of its cities shift against each other.
 *
 * Only series are read so: they repeat one wall time, so there is a local time that each city is used to. Sessions that
 * relations tie have none. Those of one day (`follows`, `continues`) have the same clocks all along, a `simulcast` is the
 * same instant, and an `encore` is put on another day at an hour chosen for other cities. Relations bind instants, so a
 * change of clocks breaks none; when a newer tzdb moves one of two, that is told as a broken relation.
 */
export interface SeriesClocks {
  sessions: Session[];
  cities: CityZone[];
  divergence: Divergence;
}

/** What is stored of a series, read by the clocks of all its cities. */
export async function readClocks(manager: EntityManager, series: Series, now: Date): Promise<SeriesClocks> {
  const sessions = await loadSeriesSessions(manager, series.id);
  sessions.sort((a, b) => (a.occurrence! < b.occurrence! ? -1 : 1));
  const choices = await choicesOf(
    manager,
    sessions.map(({ id }) => id),
  );
  const slugs = new Set(sessions.flatMap(({ parts }) => Object.keys(parts)));
  const cities = await manager.find(CityCopy, { where: { slug: In([...slugs]) }, order: { slug: 'ASC' } });
  const placed = sessions.map((session) => placedOf(session, choices.get(session.id) ?? null, now));
  return { sessions, cities, divergence: divergence(series.id, series.start.zone, placed, cities) };
}

/** The series of a release in which some local time shifts. */
export async function divergenceOf({ manager, now }: Tx, release: Release): Promise<Divergence[]> {
  const ids = release.changes.map(({ session }) => session);
  const sessions = await manager.find(Session, { select: { seriesId: true }, where: { id: In(ids) } });
  const seriesIds = new Set(sessions.flatMap(({ seriesId }) => seriesId ?? []));
  const found: Divergence[] = [];
  for (const series of await manager.find(Series, {
    where: { id: In([...seriesIds]) },
    order: { id: 'ASC' },
  })) {
    const { divergence } = await readClocks(manager, series, now);
    if (divergence.occurrences.length > 0) found.push(divergence);
  }
  return found;
}

function placedOf(session: Session, choice: Placed['choice'], now: Date): Placed {
  const content = session.content();
  const isCancelled = session.status === 'cancelled';
  return {
    sessionId: session.id,
    occurrence: session.occurrence!,
    start: isCancelled ? null : session.start,
    isException: session.seriesExceptions.includes('start'),
    isToCome: session.startsAt !== null && session.startsAt > now,
    parts: session.parts,
    // Any other instant asks the same cities.
    moveRequired: citiesToAsk(content, { ...content, start: null }),
    choice,
  };
}
