import { textIn, type ReleaseChange, type Start } from '#contracts';
import { describeLocal } from '#time';
import type { ContentField, SessionContent } from '../scheduling/session.rules.js';

type Detail = NonNullable<ReleaseChange['details']>[number];

/** What a release says of a change to people: each field from and to, and all of it in one English sentence. */
export function inWords(
  change: ReleaseChange,
  before: SessionContent,
  after: SessionContent,
): Pick<ReleaseChange, 'words' | 'details'> {
  const title = `“${textIn(after.title)}”`;
  const details = (change.fields ?? []).map((field) => detailOf(field as ContentField, before, after));
  const also = details.map(saidOf);
  const words = () => {
    switch (change.kind) {
      case 'new':
        return `${title} is on ${whenOf(after.start!)}`;
      case 'cancelled':
        return before.start ? `${title} on ${whenOf(before.start)} is cancelled` : `${title} is cancelled`;
      case 'moved':
        return [
          `${title} moves from ${whenOf(before.start!)} to ${whenOf(after.start!, before.start!)}`,
          ...also,
        ].join('; ');
      case 'changed':
        return `${title}: ${also.join('; ')}`;
    }
  };
  return { words: `${words()}.`, ...(details.length > 0 && { details }) };
}

/** On the session's own clock, as people agreed it; only the time when the day and the zone are known already. */
function whenOf({ instant, zone }: Start, known?: Start): string {
  const { weekday, date, time } = describeLocal(instant, zone, 'en-GB');
  const before = known && describeLocal(known.instant, known.zone, 'en-GB');
  if (known?.zone === zone && before?.date === date) return time;
  return `${weekday} ${date}, ${time}${known?.zone === zone ? '' : ` (${zone})`}`;
}

function detailOf(field: ContentField, before: SessionContent, after: SessionContent): Detail {
  if (field === 'speakers') return { field, from: null, to: speakersChanged(before, after) };
  return { field, from: valueOf(field, before), to: valueOf(field, after) };
}

function saidOf({ field, from, to }: Detail): string {
  const name = NAMES[field as ContentField] ?? field;
  // What differs is not told here: a title in another language, or which session a relation points at.
  if (from === to) return `${name} changed`;
  if (from !== null && to !== null) return `${name} from ${from} to ${to}`;
  return to === null ? `${name} no longer ${from}` : `${name}: ${to}`;
}

const NAMES: Partial<Record<ContentField, string>> = {
  durationMinutes: 'length',
  parts: 'cities’ parts',
  window: 'days to be placed in',
};

/** Null for what there is none of. */
function valueOf(field: ContentField, content: SessionContent): string | null {
  switch (field) {
    case 'title':
      return `“${textIn(content.title)}”`;
    case 'place':
      return content.place && `“${content.place.name}” in ${content.place.city}`;
    case 'durationMinutes':
      return `${content.durationMinutes} minutes`;
    case 'languages':
      return content.languages.join(', ') || null;
    case 'parts':
      return listed(Object.entries(content.parts).map(([city, part]) => `${city} ${part}`));
    case 'relations':
      return listed(content.relations.map(relationOf));
    case 'window':
      return content.window && `${content.window.from} to ${content.window.to}`;
    case 'format':
    case 'purpose':
      return content[field];
    case 'start':
      return content.start && whenOf(content.start);
    case 'speakers':
      return listed(content.speakers.map(({ slug }) => slug));
  }
}

/** Facts carry no names of people (DESIGN section 5), so only how many came and went. */
function speakersChanged(before: SessionContent, after: SessionContent): string {
  const missing = (from: SessionContent, to: SessionContent) =>
    from.speakers.filter(({ id }) => !to.speakers.some((speaker) => speaker.id === id)).length;
  const [more, fewer] = [missing(after, before), missing(before, after)];
  if (more + fewer === 0) return 'in another order, or with other answers';
  return [...(more > 0 ? [`${more} more`] : []), ...(fewer > 0 ? [`${fewer} fewer`] : [])].join(', ');
}

function relationOf({ kind, gapMinutes = 0, overlapMinutes = 0 }: SessionContent['relations'][number]) {
  if (gapMinutes > 0) return `${kind} with ${gapMinutes} minutes between`;
  return overlapMinutes > 0 ? `${kind} with up to ${overlapMinutes} minutes of overlap` : kind;
}

function listed(items: readonly string[]): string | null {
  return items.length > 0 ? items.toSorted().join(', ') : null;
}
