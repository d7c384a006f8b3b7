import type { FindReminderRules, OutputOf } from '#contracts';
import type { Audience } from './reminder.rules.js';

export type Rules = OutputOf<typeof FindReminderRules>['rules'];

/** Who of a session reads where, as far as its reminders depend on it. */
export interface Readers {
  /** Zones of all who have or may still get a seat. */
  readonly present: readonly string[];
  readonly waiting: readonly string[];
  readonly delegates: readonly string[];
  readonly speakers: readonly string[];
  /** Of the cities with a part in it. */
  readonly liaisons: readonly string[];
  /** Of its programme. */
  readonly organizers: readonly string[];
  /** Rules that people who are present set for themselves. */
  readonly own: readonly { rule: string; zone: string }[];
}

export interface Wanted {
  readonly rule: string;
  readonly zone: string;
  readonly audience: Audience;
}

/**
 * The reminders that a session should have. A rule that people set for themselves is theirs alone where everybody has it
 * not anyway.
 */
export function wantedReminders(rules: Rules, readers: Readers): Wanted[] {
  const zones = { ...readers, participants: readers.present };
  const forAll = new Set(rules.filter(({ to }) => to.includes('participants')).map(({ rule }) => rule));
  return [
    ...rules.flatMap(({ rule, to }) =>
      to.flatMap((audience) => zones[audience].map((zone) => ({ rule, zone, audience }))),
    ),
    ...readers.own
      .filter(({ rule }) => !forAll.has(rule))
      .map(({ rule, zone }) => ({ rule, zone, audience: 'own' as const })),
  ];
}
