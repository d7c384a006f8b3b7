import type { OwnReminder } from '#contracts';
import { localTime } from '#time';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { bundleOf } from './due.rules.js';
import type { ReminderEntity } from './reminder.entity.js';

/** A reminder of a session of somebody's, in a zone and for an audience that are theirs. */
export interface Mine {
  readonly reminder: Pick<ReminderEntity, 'rule' | 'zone' | 'audience' | 'dueAt' | 'state' | 'why'>;
  readonly session: Pick<SessionCopy, 'id' | 'eventId' | 'title'> & { readonly start: { instant: string } };
  /** Whether a mail of the same rule has told them of this session, or of any of its event. */
  readonly isTold: boolean;
  readonly isEventTold: boolean;
}

const TURNED_OFF = 'You do without reminders.';
const TOLD = 'Another reminder has told you of it.';
const TOGETHER = 'The mail about another session tells of this one too.';

/**
 * What somebody can expect of their reminders: one for each session and rule, in order of time. A bundling rule has one
 * mail for all of an event or of a day, which is that of the session it is due for first (`remindPage` does alike).
 * @param isOff whether they do without reminders
 */
export function expected(mine: readonly Mine[], isOff: boolean): OwnReminder[] {
  const inOrder = [...mine].sort(
    (one, other) =>
      one.reminder.dueAt.getTime() - other.reminder.dueAt.getTime() ||
      one.session.start.instant.localeCompare(other.session.start.instant),
  );
  const seen = new Set<string>();
  const mails = new Map<string, string>();
  return inOrder.flatMap(({ reminder, session, isTold, isEventTold }): OwnReminder[] => {
    const key = `${session.id} ${reminder.rule}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const wasTold = bundleOf(reminder.rule) === 'event' ? isEventTold : isTold;
    const isPlanned = reminder.state === 'planned' && !wasTold;
    const bundle = bundleKey({ reminder, session });
    const carrier = isPlanned && bundle ? (mails.get(bundle) ?? null) : null;
    if (isPlanned && bundle && !carrier) mails.set(bundle, session.id);
    const dueAt = reminder.dueAt.toISOString();
    return [
      {
        sessionId: session.id,
        title: session.title,
        rule: reminder.rule,
        to: reminder.audience,
        zone: reminder.zone,
        dueAt,
        local: localTime(dueAt, reminder.zone).local,
        comes: isPlanned && !isOff,
        why: isOff ? TURNED_OFF : carrier ? TOGETHER : wasTold ? TOLD : reminder.why,
        inMailOf: isOff ? null : carrier,
      },
    ];
  });
}

function bundleKey({ reminder: { rule, zone }, session }: Pick<Mine, 'reminder' | 'session'>): string | null {
  const bundle = bundleOf(rule);
  if (bundle === 'session') return null;
  if (bundle === 'event') return `${rule} ${session.eventId}`;
  return `${rule} ${localTime(session.start.instant, zone).local.slice(0, 10)}`;
}
