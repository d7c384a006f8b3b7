/**
 * Mistakes by which mails come twice, never, too early, with an old time, or to the wrong people.
 *
 * @typedef {import('./bugs.mjs').Bug} Bug
 */

const MAIL = 'apps/notifications/src';
const KILL_NOTIFICATIONS = ['kill notifications', 'kill notifications-2'];
const KILL_SENDERS = ['kill sender before its 250', 'kill sender after its 250'];
const NO_FAULTS = ['stop and start'];

/** @type {Bug[]} */
export const MAIL_BUGS = [
  {
    name: 'a mail is marked as being sent after it was sent',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/pump.js`,
        search: 'if (await this.ledger.begin(delivery)) handover = await this.smtp.send(delivery.id, mail);',
        replace: 'if (handover = await this.smtp.send(delivery.id, mail)) await this.ledger.begin(delivery);',
      },
    ],
    faults: KILL_SENDERS,
    seconds: 15,
  },
  {
    name: 'a lease is shorter than a slow answer',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/deliveries.queries.js`,
        search: `const SENDING_LEASE = "interval '45 seconds'";`,
        replace: `const SENDING_LEASE = "interval '1 second'";`,
      },
    ],
    faults: ['SMTP slow'],
  },
  {
    name: 'a lost answer is taken for a refusal',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/delivery.rules.js`,
        search: 'return wasGiven && !responseCode ? {',
        replace: 'return false ? {',
      },
    ],
    faults: ['SMTP drop-after'],
  },
  {
    name: 'what is unknown is tried again and again',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/delivery.rules.js`,
        search: "state: 'unknown',\n            retryInMs: null,",
        replace: "state: 'unknown',\n            retryInMs: attempts < 4 ? 1_000 : null,",
      },
    ],
    faults: ['SMTP drop-after'],
  },
  {
    name: 'what is unknown is tried again while the session runs',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/drafts.service.js`,
        search: "delivery.state === 'unknown' && hasBegun(session, now)",
        replace: 'false',
      },
    ],
    faults: NO_FAULTS,
    hasFinale: true,
  },
  {
    name: 'what was refused for good is sent again',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/delivery.rules.js`,
        search: 'isPermanent: responseCode >= 500,',
        replace: 'isPermanent: false,',
      },
    ],
    faults: ['SMTP 550'],
  },
  {
    name: 'each try has a Message-ID of its own',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/smtp.js`,
        search: 'for(mail, `<${id}@',
        replace: 'for(mail, `<${crypto.randomUUID()}@',
      },
    ],
    faults: ['SMTP drop-after'],
  },
  {
    name: 'a reminder that is woken early fires early',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/reminders/firing.service.js`,
        search: 'Date.parse(dueAt) > now',
        replace: 'false',
      },
    ],
    faults: ['wrong clock of senders'],
    isClockStill: true,
    seconds: 25,
  },
  {
    name: 'an alarm of an older planning fires',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/reminders/firing.queries.js`,
        search: 'AND reminder.dueAt = alarm.due_at',
        replace: '',
      },
    ],
    faults: NO_FAULTS,
    isClockStill: true,
    seconds: 25,
  },
  {
    name: 'nobody looks for reminders that were not woken',
    breaks: ['rest', 'I5'],
    edits: [
      {
        file: `${MAIL}/reminders/sweeper.js`,
        search: "await this.firing.fireDue('sweep');",
        replace: '',
      },
      {
        file: `${MAIL}/reminders/countdown.js`,
        search: "await this.firing.fireDue('timer')",
        replace: "(await this.dataSource.query('SELECT clock_now() AS now'))[0].now",
      },
    ],
    faults: ['FLUSHALL', 'kill redis'],
    needsReminders: true,
  },
  {
    name: 'SEQUENCE is ahead of its time',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/notices/invitation.js`,
        search: 'return sequence + 2 * withdrawals',
        replace: 'return sequence + 1 + 2 * withdrawals',
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'a change of time is not taken over into what mails say',
    breaks: ['I5', 'I4', 'I7'],
    edits: [
      {
        file: `${MAIL}/notices/invitation.js`,
        search: 'instant: session.start.instant,',
        replace: 'instant: (session.previousStart ?? new Date(session.start.instant)).toISOString(),',
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'a new end is told to nobody',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/notices/sessions.rules.js`,
        search: 'isTimed && after.durationMinutes !== before.durationMinutes',
        replace: 'false',
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'who does without reminders gets them',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/delivery/drafts.service.js`,
        search: 'const isOff = await this.turnedOff(notice.optional, deliveries);',
        replace: 'const isOff = () => false;',
      },
    ],
    faults: NO_FAULTS,
    needsReminders: true,
  },
  {
    name: 'who has given the seat up is reminded',
    breaks: ['I5'],
    edits: [
      {
        file: 'apps/participants/src/recipients/recipients.queries.js',
        search: 'AND seat.status = ANY($2)',
        replace: 'AND $2::text[] IS NOT NULL',
      },
    ],
    faults: NO_FAULTS,
    needsReminders: true,
  },
  {
    name: 'mails of a change of seats are opened after the fact was marked',
    breaks: ['I5'],
    edits: [
      {
        file: `${MAIL}/reminders/seats.consumer.js`,
        search: 'await this.deliveries.open(tx, fact.data.sessionId, noticesOfSeats(fact));',
        replace:
          'const { manager } = tx; setTimeout(() => this.deliveries.open({ manager: manager.connection.manager, afterCommit: (wake) => wake() }, fact.data.sessionId, noticesOfSeats(fact)).catch(() => {}), 50);',
      },
    ],
    faults: [...KILL_NOTIFICATIONS, 'kill postgres'],
    seconds: 20,
  },
];
