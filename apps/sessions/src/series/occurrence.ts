import { textIn } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { Schedule } from '../scheduling/schedule.js';
import { Session } from '../scheduling/session.entity.js';
import { draftSession, setSpeakers } from '../scheduling/session-revision.js';
import { slugFor } from '../scheduling/slug.rules.js';
import type { PlacedOccurrence } from './occurrence.rules.js';
import type { OccurrenceTemplate, Series } from './series.entity.js';

/** Room for a number behind the slug of a series. */
const LONGEST_SLUG = 72;

/** Drafts for occurrences that have no session yet, in their order; numbers go on where the series has left off. */
export async function draftOccurrences(
  manager: EntityManager,
  schedule: Schedule,
  series: Series,
  placed: readonly PlacedOccurrence[],
): Promise<Session[]> {
  const taken = await slugsOf(manager, series.eventId);
  return placed.map(({ occurrence, start }) => {
    const slug = slugFor(`${series.slug}-${(series.lastNumber += 1)}`, taken, 'session');
    taken.add(slug);
    return draftOccurrence(schedule, series, { slug, occurrence, start });
  });
}

/** A session of the series that is not saved, with all that an occurrence begins with. */
export function draftOccurrence(
  schedule: Schedule,
  series: Series,
  { slug, occurrence, start }: { slug: string; occurrence: string | null; start: Session['start'] },
): Session {
  const { format, purpose, languages, parts, place, speakers, meetingUrl } = series.template;
  const session = draftSession(schedule.event, { slug, durationMinutes: series.durationMinutes });
  setSpeakers(
    session,
    speakers.flatMap((id) => schedule.speakers.find((speaker) => speaker.id === id) ?? []),
  );
  return Object.assign(session, {
    title: series.title,
    format,
    purpose,
    languages,
    parts,
    place: schedule.places.find(({ id }) => id === place) ?? null,
    start,
    meetingUrl,
    seriesId: series.id,
    occurrence,
  } satisfies Partial<Session>);
}

/** What further occurrences begin with, after a session that has it all. */
export function templateOf(session: Session): OccurrenceTemplate {
  const { format, purpose, languages, parts, place, speakers, meetingUrl } = session;
  return {
    format,
    purpose,
    languages,
    parts,
    place: place?.id ?? null,
    speakers: speakers.map(({ speakerId }) => speakerId),
    meetingUrl,
  };
}

/** What the slugs of a series begin with: as asked for, else after its title. */
export function seriesSlug({ slug, title }: { slug?: string | undefined; title: Series['title'] }): string {
  return (slug ?? slugFor(textIn(title), new Set(), 'session')).slice(0, LONGEST_SLUG).replace(/-$/, '');
}

async function slugsOf(manager: EntityManager, eventId: string): Promise<Set<string>> {
  const sessions = await manager.find(Session, { select: { slug: true }, where: { eventId } });
  return new Set(sessions.map(({ slug }) => slug));
}
