import type { PROGRAMME_ROLES, REMINDER_AUDIENCES, REMINDER_STATES } from '#contracts';
import { dueOf } from './due.rules.js';

export type ReminderState = (typeof REMINDER_STATES)[number];
/** Whom a reminder is for; `own` are those who set this rule for themselves. */
export type Audience = (typeof REMINDER_AUDIENCES)[number] | 'own';

/** The role that makes somebody one of an audience; null for those whom a seat makes one. */
export function roleOf(audience: Audience): (typeof PROGRAMME_ROLES)[number] | null {
  switch (audience) {
    case 'speakers':
      return 'speaker';
    case 'liaisons':
      return 'liaison';
    case 'organizers':
      return 'organizer';
    default:
      return null;
  }
}

/** State → the states that may follow it (docs/STATES.md). `planned` may be planned anew, for another time. */
export const REMINDER_TRANSITIONS: Record<ReminderState, readonly ReminderState[]> = {
  planned: ['planned', 'firing', 'skipped', 'cancelled'],
  firing: ['fired', 'planned'],
  fired: ['planned'],
  skipped: ['planned', 'skipped', 'cancelled'],
  cancelled: ['planned', 'skipped'],
};

/** A reminder that has fired fires again only if the session moved and the new time is at least so much later (DESIGN 11). */
export const REARM_AFTER_MS = 12 * 3_600_000;

export const WHY = {
  past: 'This time had already passed when it was planned.',
  begun: 'At this time of the reader’s day the session has begun.',
  told: 'It was sent less than 12 hours before this time.',
  over: 'The session was over before it could be sent.',
  overtaken: 'A nearer reminder of the session was due before it could be sent.',
  cancelled: 'The session is cancelled.',
  unplaced: 'The session has no time.',
  unwanted: 'The rule was removed, or nobody reads in this zone any more.',
} as const;
/** @param wallTime of the reader at which it would have come: before midnight that evening is the same day's */
export const whyInTheEvening = (wallTime: string): string =>
  `At ${wallTime} it is night where it is read: it comes ${wallTime < '12:00' ? 'the evening before' : 'earlier that evening'}.`;

/** What of a session matters for its reminders. */
export interface RemindedSession {
  readonly status: 'draft' | 'scheduled' | 'cancelled';
  readonly start: { readonly instant: string } | null;
  readonly durationMinutes: number;
  readonly timeVersion: number;
}

/** What of a reminder planning looks at and decides. */
export interface PlannedReminder {
  readonly dueAt: Date;
  readonly state: ReminderState;
  readonly generation: number;
  readonly timeVersion: number;
  readonly why: string | null;
}
type Existing = PlannedReminder & { readonly firedAt: Date | null };

/** End of a session in ms since the epoch; null without a start. */
export function endOf(session: RemindedSession): number | null {
  return session.start && Date.parse(session.start.instant) + session.durationMinutes * 60_000;
}

/**
 * What becomes of the reminder of one rule and zone; null when it stays as it is (or is not made).
 * @param wanted whether the programme has this rule and somebody reads in this zone
 * @param asOf when what led to the planning happened. Not now: a fact that comes late must not cost anybody a reminder
 *   that was still ahead when they took their seat. Who came later than it was due is left out at the firing.
 * @throws what `dueOf` throws for an unknown zone or what is no rule
 */
export function planReminder(
  session: RemindedSession,
  { rule, zone, wanted }: { rule: string; zone: string; wanted: boolean },
  { asOf, now }: { asOf: Date; now: Date },
  existing: Existing | null,
): PlannedReminder | null {
  const obstacle = whyNone(session, wanted);
  if (obstacle || !session.start) return existing && cancel(existing, obstacle ?? WHY.unplaced);

  const { at: dueAt, insteadOf } = dueOf(rule, session.start.instant, zone);
  const isSameTime = existing?.dueAt.getTime() === dueAt.getTime();
  if (existing && isSameTime && existing.state !== 'cancelled') return null;
  const reason = whySkipped(session, dueAt, { asOf, now }, existing);
  if (!reason) return next('planned', insteadOf && whyInTheEvening(insteadOf));
  return existing && hasFired(existing) ? null : next('skipped', reason);

  function next(state: ReminderState, why: string | null): PlannedReminder {
    const generation = (existing?.generation ?? 0) + 1;
    return { dueAt, state, generation, timeVersion: session.timeVersion, why };
  }
}

function whyNone(session: RemindedSession, wanted: boolean): string | null {
  if (session.status === 'cancelled') return WHY.cancelled;
  if (!session.start || session.status === 'draft') return WHY.unplaced;
  return wanted ? null : WHY.unwanted;
}

function cancel(existing: Existing, why: string): PlannedReminder | null {
  const mayCancel = REMINDER_TRANSITIONS[existing.state].includes('cancelled');
  return mayCancel ? { ...existing, state: 'cancelled', why, generation: existing.generation + 1 } : null;
}

function whySkipped(
  session: RemindedSession,
  dueAt: Date,
  { asOf, now }: { asOf: Date; now: Date },
  existing: Existing | null,
): string | null {
  if (endOf(session)! <= now.getTime()) return WHY.over;
  if (dueAt.getTime() >= Date.parse(session.start!.instant)) return WHY.begun;
  if (dueAt <= asOf) return WHY.past;
  const firedAt = existing?.firedAt;
  return firedAt && dueAt.getTime() - firedAt.getTime() < REARM_AFTER_MS ? WHY.told : null;
}

function hasFired({ state }: Existing): boolean {
  return state === 'firing' || state === 'fired';
}

/** What a reminder that is due comes to, looked at again under its lock. */
export type Firing = 'fire' | 'too-late' | 'overtaken';

/**
 * Decides whether a reminder that is due fires.
 * @param isOvertaken whether a nearer one for the same readers has come due too, as after an outage: both would say the
 *   same
 */
export function decideFiring(session: RemindedSession, now: Date, isOvertaken: boolean): Firing {
  const end = endOf(session);
  if (end === null || end <= now.getTime()) return 'too-late';
  return isOvertaken ? 'overtaken' : 'fire';
}
