import type { Occurrence, Series as SeriesReply } from '#contracts';
import type { Session } from '../scheduling/session.entity.js';
import type { DraftScope } from '../scheduling/session.queries.js';
import type { Series } from './series.entity.js';

/**
 * The series as it is read.
 * @param sessions of any series, in order
 * @param drafts whose drafts the reader may see
 */
export function seriesReply(series: Series, sessions: readonly Session[], drafts: DraftScope): SeriesReply {
  const { template: _, slug: _slug, lastNumber: _number, ...shown } = series;
  const seesDrafts = drafts === 'all' || drafts.includes(series.programmeId);
  const own = sessions.filter(({ seriesId }) => seriesId === series.id);
  return {
    ...shown,
    occurrences: own.filter(({ release }) => seesDrafts || release !== null).map(occurrenceOf),
  };
}

function occurrenceOf({ id, occurrence, slug, status, start, seriesExceptions }: Session): Occurrence {
  return { occurrence: occurrence!, sessionId: id, slug, status, start, exceptions: [...seriesExceptions] };
}
