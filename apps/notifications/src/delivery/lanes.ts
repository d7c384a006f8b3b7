import {
  freshPace,
  LONGEST_REST_MS,
  LONGEST_SERVER_REST_MS,
  paceAfter,
  type Answer,
  type Pace,
} from './pace.rules.js';

/** A mail in hand, drafted and not yet being sent. */
export interface Waiting {
  readonly domain: string;
  /** 0 first. */
  readonly urgency: number;
  /** When it was drafted, in ms of the sender's own clock. */
  readonly since: number;
}

export interface Limits {
  /** Mails being sent at the same time. */
  readonly total: number;
  /** … to one domain. */
  readonly perDomain: number;
}

interface Lane<M> {
  /** By urgency, the oldest first. */
  readonly waiting: M[][];
  sending: number;
  pace: Pace;
}

const URGENCIES = 3;
/** Every so many mails the least urgent one goes first: nothing starves. */
const TURN_OF_THE_LAST = 8;
/** What was drafted longer ago is drafted anew: the session or the seat may have changed. */
const STALE_MS = 15_000;
/** A domain that rests for longer is not waited for here. */
const SHORT_REST_MS = 2_000;
/** Of one domain, when it keeps all others out. */
const CROWD = 100;

/**
 * Mails in hand, a lane per recipient domain, so that one that is slow or asks for patience holds up nobody else. Knows
 * no clock: every `now` is in ms of one that only goes forward.
 */
export class Lanes<M extends Waiting> {
  private readonly lanes = new Map<string, Lane<M>>();
  private picks = 0;
  private inLanes = 0;
  private beingSent = 0;

  /** Of our own mail server. */
  private server: Pace;

  constructor(private readonly limits: Limits) {
    this.server = freshPace(limits.total);
  }

  /** Mails in hand that are not being sent. */
  get waiting(): number {
    return this.inLanes;
  }

  get sending(): number {
    return this.beingSent;
  }

  add(mail: M): void {
    this.laneOf(mail.domain).waiting[mail.urgency]!.push(mail);
    this.inLanes++;
  }

  /** Takes the mail whose turn it is; it counts as being sent until `answered`. Undefined: none may go now. */
  next(now: number): M | undefined {
    if (!this.hasRoom(now)) return undefined;
    const isTurnOfTheLast = this.picks % TURN_OF_THE_LAST === TURN_OF_THE_LAST - 1;
    const order = isTurnOfTheLast ? [2, 1, 0] : [0, 1, 2];
    for (const urgency of order) {
      let best: Lane<M> | undefined;
      for (const lane of this.lanes.values()) {
        if (lane.waiting[urgency]!.length === 0 || !isOpen(lane, now)) continue;
        if (!best || lane.sending < best.sending) best = lane;
      }
      if (!best) continue;
      this.picks++;
      this.inLanes--;
      this.beingSent++;
      best.sending++;
      return best.waiting[urgency]!.shift();
    }
    return undefined;
  }

  /** What came of a mail that was being sent. */
  answered(domain: string, answer: Answer, now: number): void {
    const lane = this.laneOf(domain);
    this.beingSent--;
    lane.sending--;
    if (answer === 'accepted' || answer === 'throttled') {
      lane.pace = paceAfter(lane.pace, answer, now, {
        most: this.limits.perDomain,
        longestRestMs: LONGEST_REST_MS,
      });
    }
    if (answer === 'accepted' || answer === 'unreachable') {
      this.server = paceAfter(this.server, answer === 'accepted' ? answer : 'throttled', now, {
        most: this.limits.total,
        longestRestMs: LONGEST_SERVER_REST_MS,
      });
    }
    this.forget(domain, lane, now);
  }

  /** Mails in hand to domains that do not rest. */
  ready(now: number): number {
    let ready = 0;
    for (const lane of this.lanes.values()) if (now >= lane.pace.restUntil) ready += countIn(lane);
    return ready;
  }

  /** Whether more could be sent, but what is in hand is all to domains that get as much as they may. */
  isStarved(now: number): boolean {
    if (!this.hasRoom(now)) return false;
    return ![...this.lanes.values()].some((lane) => countIn(lane) > 0 && isOpen(lane, now));
  }

  /** When the next rest ends that mails in hand wait for; null when there is none. */
  nextAt(now: number): number | null {
    const ends = [...this.lanes.values()]
      .filter((lane) => countIn(lane) > 0)
      .map(({ pace }) => Math.max(pace.restUntil, this.server.restUntil))
      .filter((end) => end > now);
    return ends.length > 0 ? Math.min(...ends) : null;
  }

  /**
   * Takes out what should not be waited for here: of domains that rest, what was drafted long ago, and, when there is no
   * more room, all but the first of those that keep others out.
   */
  takeOut(now: number, { isCrowded = false } = {}): { mails: M[]; delayMs: number }[] {
    const out: { mails: M[]; delayMs: number }[] = [];
    for (const [domain, lane] of this.lanes) {
      const restMs = lane.pace.restUntil - now;
      const isResting = restMs > SHORT_REST_MS;
      let kept = 0;
      const mails: M[] = [];
      lane.waiting.forEach((waiting, urgency) => {
        lane.waiting[urgency] = waiting.filter((mail) => {
          const stays = !isResting && now - mail.since < STALE_MS && (!isCrowded || kept < CROWD);
          if (stays) kept++;
          else mails.push(mail);
          return stays;
        });
      });
      if (mails.length > 0) out.push({ mails, delayMs: Math.max(isCrowded ? SHORT_REST_MS : 0, restMs) });
      this.inLanes -= mails.length;
      this.forget(domain, lane, now);
    }
    return out;
  }

  /** Takes out everything. */
  clear(): M[] {
    const all = [...this.lanes.values()].flatMap(({ waiting }) => waiting.flat());
    for (const lane of this.lanes.values()) lane.waiting.forEach((waiting) => waiting.splice(0));
    this.inLanes = 0;
    return all;
  }

  private hasRoom(now: number): boolean {
    return now >= this.server.restUntil && this.beingSent < Math.max(1, Math.floor(this.server.limit));
  }

  private laneOf(domain: string): Lane<M> {
    let lane = this.lanes.get(domain);
    if (!lane) {
      const waiting = Array.from({ length: URGENCIES }, () => []);
      lane = { waiting, sending: 0, pace: freshPace(this.limits.perDomain) };
      this.lanes.set(domain, lane);
    }
    return lane;
  }

  /** A lane that is empty and at its full pace is as good as none. */
  private forget(domain: string, lane: Lane<M>, now: number): void {
    const isFresh = lane.pace.strikes === 0 && lane.pace.limit >= this.limits.perDomain;
    // One that was throttled is remembered for as long as its next rest could be.
    const isOver = isFresh || now - lane.pace.restUntil > LONGEST_REST_MS;
    if (isOver && lane.sending === 0 && countIn(lane) === 0) this.lanes.delete(domain);
  }
}

const countIn = <M>({ waiting }: Lane<M>): number => waiting.reduce((sum, { length }) => sum + length, 0);
const isOpen = <M>({ pace, sending }: Lane<M>, now: number): boolean =>
  now >= pace.restUntil && sending < Math.max(1, Math.floor(pace.limit));
