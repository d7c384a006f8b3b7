import type { Shift, Start } from '#contracts';
import { In, type EntityManager } from 'typeorm';
import type { Session } from '../scheduling/session.entity.js';
import { loadSessions } from '../scheduling/session.queries.js';
import { citiesToAsk, type SessionContent } from '../scheduling/session.rules.js';
import { startAt } from '../scheduling/start.rules.js';
import { relationKey } from './binding.rules.js';
import { brokenRelations, keepRelations, type Drag } from './keep-relations.rules.js';
import { loadPlaced, type PlacedRow } from './placed.queries.js';
import { placedSession } from './placed.rules.js';
import { namedRelation, obstacleText } from './relation-text.rules.js';

const MINUTE = 60_000;

/** A session that a shift moves along. */
export interface DraggedAlong {
  readonly session: Session;
  readonly to: Start;
}

export interface WorkedOutShift {
  /** As it is told. */
  readonly shift: Shift;
  /** Whether a relation that holds now would not hold any more. */
  readonly breaksRelation: boolean;
  /** As it is applied. */
  readonly drags: readonly DraggedAlong[];
}

/**
 * What a session drags along whose new start, length or relations are set and not saved yet.
 * @param session with a start
 * @param before what it was
 */
export async function shiftOf(
  manager: EntityManager,
  now: Date,
  session: Session,
  before: SessionContent,
): Promise<WorkedOutShift> {
  const start = session.start!;
  const { id, durationMinutes } = session;
  const rows = await loadPlaced(manager, session.programmeId);
  const own = rows.find((row) => row.id === id) ?? rowOf(session, start);
  const changed = [...rows.filter((row) => row.id !== id), { ...own, relations: session.relations }];
  const wanted = { id, start: Date.parse(start.instant), durationMinutes };
  const kept = keepRelations(
    changed.map((row) => placedSession(row, now)),
    [wanted],
  );
  const wasBroken = new Set(brokenRelations(rows.map((row) => placedSession(row, now))).map(relationKey));

  const dragged = await loadSessions(manager, { id: In(kept.drags.map((drag) => drag.id)) });
  const drags = kept.drags.map((drag) => {
    const along = dragged.find((each) => each.id === drag.id)!;
    return { ...drag, session: along, to: startAt(drag.to, along.startZone!) };
  });
  const titles = new Map(changed.map(({ id, title }) => [id, title]));
  const told = drags.map((drag) => toldDrag(drag, titles));
  const cities = new Set([...citiesToAsk(before, session.content()), ...told.flatMap((drag) => drag.cities)]);
  return {
    shift: {
      session: id,
      from: before.start,
      to: start,
      broken: kept.broken.map((relation) => namedRelation(relation, titles)),
      drags: told,
      obstacles: kept.obstacles.map((obstacle) => {
        const { zone, title } = changed.find((row) => row.id === obstacle.id)!;
        const relation = namedRelation(obstacle.relation, titles);
        return { session: obstacle.id, title, relation, detail: obstacleText(obstacle, { title, zone }) };
      }),
      needsMove: cities.size > 0,
      cities: [...cities],
    },
    breaksRelation: kept.broken.some((relation) => !wasBroken.has(relationKey(relation))),
    drags,
  };
}

function toldDrag(
  { session, to, relation }: Omit<Drag, 'to'> & DraggedAlong,
  titles: ReadonlyMap<string, Session['title']>,
): Shift['drags'][number] {
  const { id, title, status, startsAt } = session;
  const content = session.content();
  return {
    session: id,
    title,
    status,
    from: released(content.start!),
    to: released(to),
    minutes: (Date.parse(to.instant) - startsAt!.getTime()) / MINUTE,
    relation: namedRelation(relation, titles),
    cities: citiesToAsk(content, { ...content, start: to }),
  };
}

const released = ({ local, zone, instant }: Start) => ({ local, zone, instant });

/** Of a session that had no start yet. */
function rowOf(session: Session, { instant, zone }: Start): PlacedRow {
  const { id, eventId, title, durationMinutes, window, relations } = session;
  return { id, eventId, title, startsAt: new Date(instant), zone, durationMinutes, window, relations };
}
