import type { DELIVERY_STATES } from '#contracts';
import type { Answer } from './pace.rules.js';

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** State → the states that may follow it (docs/STATES.md). `unknown` is tried once more; what that says of it is not undone. A
 * reminder that was suppressed because another mail was to tell of its session is sent after all when that one is not. */
export const DELIVERY_TRANSITIONS: Record<DeliveryState, readonly DeliveryState[]> = {
  pending: ['sending', 'failed', 'suppressed'],
  sending: ['sent', 'pending', 'failed', 'unknown'],
  unknown: ['sending'],
  sent: [],
  failed: [],
  suppressed: ['pending'],
};

/** What a try to hand a mail over came to. */
export type Handover =
  | { kind: 'accepted' }
  /** The server said no: for now (4xx), or for good (5xx). */
  | { kind: 'refused'; isPermanent: boolean; why: string }
  /** The server was not reached, or the connection ended before it had the whole message. */
  | { kind: 'interrupted'; why: string }
  /** It had the whole message, and its answer did not come: it may have accepted it. */
  | { kind: 'answer-lost'; why: string };

/** What a try says of the domain that the mail was for, and of our own server. */
export function answerOf(handover: Handover): Answer {
  switch (handover.kind) {
    case 'accepted':
      return 'accepted';
    case 'refused':
      return handover.isPermanent ? 'other' : 'throttled';
    case 'interrupted':
      return 'unreachable';
    case 'answer-lost':
      return 'other';
  }
}

/** What becomes of a delivery: its next state, and in how many ms it is tried again (null: not). */
export interface Outcome {
  state: DeliveryState;
  retryInMs: number | null;
  lostAnswers: number;
  why: string | null;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BACKOFF_MS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE] as const;
/** About a day: whom the server refuses for so long is not reached today. */
const MAX_ATTEMPTS = 50;
/** Before the one retry of a mail whose answer was lost. */
const RETRY_OF_UNKNOWN_MS = 2 * SECOND;

/** How long to wait after so many failed tries, in ms. */
export function retryDelayMs(attempts: number): number {
  return BACKOFF_MS[Math.min(Math.max(attempts, 1), BACKOFF_MS.length) - 1]!;
}

/**
 * Decides what becomes of a delivery after a try (DESIGN 11, “Once”). Only after a lost answer may a mail be doubled:
 * it is tried once more, under the same Message-ID, and stays `unknown` whatever comes of that, so that it is counted.
 * @param attempts tries so far, with this one
 * @param lostAnswers before this try
 */
export function outcomeOf(
  handover: Handover,
  { attempts, lostAnswers }: { attempts: number; lostAnswers: number },
): Outcome {
  const why = handover.kind === 'accepted' ? null : handover.why;
  if (lostAnswers > 0) {
    const lost = handover.kind === 'answer-lost' ? lostAnswers + 1 : lostAnswers;
    return { state: 'unknown', retryInMs: null, lostAnswers: lost, why };
  }
  switch (handover.kind) {
    case 'accepted':
      return { state: 'sent', retryInMs: null, lostAnswers, why };
    case 'answer-lost':
      return { state: 'unknown', retryInMs: RETRY_OF_UNKNOWN_MS, lostAnswers: 1, why };
    case 'refused':
    case 'interrupted': {
      const isOver = attempts >= MAX_ATTEMPTS || (handover.kind === 'refused' && handover.isPermanent);
      return isOver
        ? { state: 'failed', retryInMs: null, lostAnswers, why }
        : { state: 'pending', retryInMs: retryDelayMs(attempts), lostAnswers, why };
    }
  }
}

/** What of nodemailer's errors says what has happened. */
export interface SmtpError {
  code?: string | undefined;
  responseCode?: number | undefined;
  message: string;
}

/** Errors about this sender, recipient or message; others are about the connection or our own login. */
const ABOUT_THE_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * Reads an error of nodemailer.
 * @param wasGiven whether the end of the message was written to the server
 */
export function handoverOf(error: SmtpError, wasGiven: boolean): Handover {
  const { code = '', responseCode } = error;
  // The server's own words may hold the address, which is stored nowhere.
  const why = responseCode ? `SMTP ${responseCode}` : code || 'no answer';
  if (responseCode && ABOUT_THE_MESSAGE.has(code)) {
    return { kind: 'refused', isPermanent: responseCode >= 500, why };
  }
  // Refused before it was offered to the server: an address that no server would take.
  if (code === 'EENVELOPE') return { kind: 'refused', isPermanent: true, why };
  return wasGiven && !responseCode ? { kind: 'answer-lost', why } : { kind: 'interrupted', why };
}

/** Whether a session has begun; one without a start has not. */
export function hasBegun({ start }: { start: { instant: string } | null }, now: Date): boolean {
  return start !== null && Date.parse(start.instant) <= now.getTime();
}

/** How long a delivery waits for a fact that is on its way: as long as it has waited, between 1 s and 10 min. */
export function waitMs(createdAt: Date, now: Date): number {
  return Math.min(Math.max(now.getTime() - createdAt.getTime(), SECOND), 10 * MINUTE);
}
