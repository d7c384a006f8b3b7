import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { HttpsUrl, Id, line, prose, Text } from '../kernel/values.js';
import { Live, LIVE_STATES } from './live.js';
import { ReleasedStart } from './releases.js';
import { Session, SESSION_STATUSES, Start, StartInput } from './schedule.js';

/** By so many minutes, or to a start; and why, which everybody reads. */
export const DelayInput = z.object({
  /** Counted from the start that is announced now. */
  minutes: z
    .int()
    .min(1, 'must be at least 1 minute')
    .max(1_440, 'must be at most 1440 minutes (a day)')
    .optional(),
  /** Not before the start that was agreed; the same again takes the delay back. */
  start: StartInput.optional(),
  reason: line(500),
  /** Delays with it what it would collide with, each by as little as it must be. */
  withRelated: z.boolean().default(false),
});
/** A later session of the programme that the delayed one, or another that goes along, would break into. */
export const DelayCollision = z.object({
  session: Id,
  title: Text,
  from: ReleasedStart,
  /** When it would have to start; null when no delay can be announced of it: then `detail` says why. */
  to: ReleasedStart.nullable(),
  /** Whether it was delayed, too. */
  taken: z.boolean(),
  kind: z.enum(['relation', 'place', 'speaker']),
  /** With which session. */
  with: Id,
  detail: z.string(),
});
export type DelayCollision = z.infer<typeof DelayCollision>;
export const StatusInput = z.object({
  state: z.enum(LIVE_STATES),
  message: prose(500).nullable().default(null),
});
export const BackupInput = z.object({
  /** The address that every join link leads to from now on; null switches it out again. */
  url: HttpsUrl.nullable(),
});
export const RecordingInput = z.object({ url: HttpsUrl.nullable() });

/** Where a session meets. Organizers see it; participants get it at the click, nobody else. */
export const Meeting = z.object({
  meetingUrl: z.string().nullable(),
  backupUrl: z.string().nullable(),
  /** Where join links lead now: the backup, else the meeting's address, else a room of its own. */
  url: z.string().nullable(),
});
export type Meeting = z.infer<typeof Meeting>;

/** Announces a delay within 24 hours of the start: at once, nobody is asked (DESIGN section 9). */
export const DelaySession = defineRequest({
  subject: 'req.sessions.delay-session.v1',
  /** With `dryRun` nothing is changed: what it would do. */
  input: DelayInput.extend({ id: Id, dryRun: z.boolean().default(false) }),
  output: Session.extend({ collisions: z.array(DelayCollision).optional() }),
});
export const SetSessionStatus = defineRequest({
  subject: 'req.sessions.set-session-status.v1',
  input: StatusInput.extend({ id: Id }),
  output: Session,
});
export const SetBackup = defineRequest({
  subject: 'req.sessions.set-backup.v1',
  input: BackupInput.extend({ id: Id }),
  output: Session.extend({ meeting: Meeting }),
});
export const SetRecording = defineRequest({
  subject: 'req.sessions.set-recording.v1',
  input: RecordingInput.extend({ id: Id }),
  output: Session,
});
/** For organizers: the addresses they have set. */
export const FindMeetingAddresses = defineRequest({
  subject: 'req.sessions.find-meeting-addresses.v1',
  input: z.object({ sessionId: Id }),
  output: Meeting,
});
/** Where a join link leads, looked up at the click; only for services. No address for drafts and cancelled sessions. */
export const FindMeeting = defineRequest({
  subject: 'req.sessions.find-meeting.v1',
  input: z.object({ sessionId: Id }),
  output: z.object({
    url: z.string().nullable(),
    live: Live.nullable(),
    start: Start.nullable(),
    durationMinutes: z.number(),
    status: z.enum(SESSION_STATUSES),
  }),
});
