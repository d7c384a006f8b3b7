import { RuleViolation, textIn, type Text } from '#contracts';

/** What a session takes up: a place and speakers, from its start to just before its end. */
export interface Booking {
  id: string;
  title: Text;
  /** Milliseconds since the epoch. */
  startsAt: number;
  endsAt: number;
  start: { local: string; zone: string };
  place: { id: string; name: string } | null;
  speakers: readonly { id: string; name: string }[];
}

/** A sentence names so many of the other sessions, and counts the rest. */
const MOST_TOLD = 5;

export interface Conflict {
  kind: 'speaker' | 'place';
  /** The other sessions. */
  sessions: string[];
  detail: string;
}

/** What a booking shares with others at the same time: first its place, then its speakers in their order. */
export function conflictsOf(booking: Booking, others: readonly Booking[]): Conflict[] {
  const meanwhile = others.filter((other) => other.id !== booking.id && overlap(booking, other));
  const conflicts: Conflict[] = [];
  const note = (kind: Conflict['kind'], name: string, taking: readonly Booking[]) => {
    if (taking.length === 0) return;
    const detail = `“${name}” is taken by ${[...taking.slice(0, MOST_TOLD).map(describe), ...more(taking)].join(' and ')}.`;
    conflicts.push({ kind, sessions: taking.map((other) => other.id), detail });
  };
  const { place } = booking;
  if (place) {
    note(
      'place',
      place.name,
      meanwhile.filter((other) => other.place?.id === place.id),
    );
  }
  for (const { id, name } of booking.speakers) {
    note(
      'speaker',
      name,
      meanwhile.filter((other) => other.speakers.some((speaker) => speaker.id === id)),
    );
  }
  return conflicts;
}

/** @throws RuleViolation `schedule.conflict` with `{sessions, conflicts}` */
export function refuseConflicts(conflicts: readonly Conflict[]): void {
  const [first] = conflicts;
  if (!first) return;
  const sessions = [...new Set(conflicts.flatMap((conflict) => conflict.sessions))];
  throw new RuleViolation(
    'schedule.conflict',
    `${conflicts.map((conflict) => conflict.detail).join(' ')} With “allowConflicts” it is placed all the same.`,
    { sessions, conflicts },
  );
}

function more({ length }: readonly Booking[]): string[] {
  if (length <= MOST_TOLD) return [];
  return [length === MOST_TOLD + 1 ? 'one more' : `${length - MOST_TOLD} more`];
}

/** Half-open: one may begin at the instant at which the other ends. */
function overlap(a: Booking, b: Booking): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

function describe({ title, start, startsAt, endsAt }: Booking): string {
  const minutes = Math.round((endsAt - startsAt) / 60_000);
  return `“${textIn(title)}” (${start.local} ${start.zone}, ${minutes} minutes)`;
}
