import type { Occurrence, Series as SeriesReply } from '#contracts';
import { localTime } from '#time';
import type { Session } from '../scheduling/session.entity.js';
import type { DraftScope } from '../scheduling/session.queries.js';
import type { Series } from './series.entity.js';

/** A pattern that is its start alone; everything else is in `include`. */
const ONCE = 'FREQ=DAILY;COUNT=1';

/**
 * The series as it is read.
 * @param sessions of any series, in order
 * @param drafts whose drafts the reader may see; to others it is what has been released of it
 */
export function seriesReply(series: Series, sessions: readonly Session[], drafts: DraftScope): SeriesReply {
  const own = sessions.filter(({ seriesId }) => seriesId === series.id);
  if (drafts !== 'all' && !drafts.includes(series.programmeId)) {
    return { ...releasedOf(series, own), occurrences: own.filter(isReleased).map(occurrenceOf) };
  }
  const { template: _, slug: _slug, lastNumber: _number, ...shown } = series;
  return { ...shown, occurrences: own.map(occurrenceOf) };
}

/**
 * What stands behind the occurrences that were released, told by them alone. The rule would tell of those that were not,
 * the exclusions of those that were given up before, and the version of changes that nobody was told.
 */
function releasedOf(
  { id, eventId, programmeId, status }: Series,
  own: readonly Session[],
): Omit<SeriesReply, 'occurrences'> {
  const released = own.filter(isReleased);
  const standing = released.filter((session) => session.status === 'scheduled');
  const [first, ...others] = (standing.length > 0 ? standing : released).sort(
    (a, b) => a.startsAt!.getTime() - b.startsAt!.getTime(),
  );
  const zone = first!.startZone!;
  const { title, durationMinutes } = others.at(-1) ?? first!;
  return {
    ...{ id, eventId, programmeId, title, durationMinutes },
    status: released.some((session) => session.status === 'cancelled') ? status : 'active',
    version: Math.max(...released.map(({ version }) => version)),
    start: { local: first!.startLocal!, zone },
    rule: ONCE,
    include: others.map(({ startsAt }) => localTime(startsAt!.getTime(), zone).local),
    ...{ exclude: [], onGap: null, skipped: [], withoutEffect: [] },
  };
}

function isReleased({ release }: Session): boolean {
  return release !== null;
}

function occurrenceOf({ id, occurrence, slug, status, start, seriesExceptions }: Session): Occurrence {
  return { occurrence: occurrence!, sessionId: id, slug, status, start, exceptions: [...seriesExceptions] };
}
