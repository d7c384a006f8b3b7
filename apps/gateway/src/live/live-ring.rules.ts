import type { SentEvent } from './live-event.js';

/**
 * The last events of this process, so that who was away for a moment gets what was missed. Bounded: who was away for
 * longer loads anew, which is right in any case.
 */
export class LiveRing {
  private readonly events: SentEvent[] = [];
  private last = 0;

  constructor(private readonly most: number) {}

  /** The number of the newest event; 0 before the first. */
  get sequence(): number {
    return this.last;
  }

  /** The number that the next event gets. */
  get next(): number {
    return this.last + 1;
  }

  add(event: SentEvent): void {
    this.last = event.sequence;
    this.events.push(event);
    if (this.events.length > this.most) this.events.shift();
  }

  /** All after this one, oldest first; null when some of them are no longer held, or it has never been. */
  since(sequence: number): SentEvent[] | null {
    const oldest = this.events[0]?.sequence ?? this.last + 1;
    if (sequence > this.last || sequence < oldest - 1) return null;
    return this.events.slice(this.events.length - (this.last - sequence));
  }
}

const EVENT_ID = /^([\da-z]{1,20})-(\d{1,15})$/;

/** Where a stream was when it broke; null when Last-Event-ID is none of ours. */
export function readEventId(header: string | undefined): { epoch: string; sequence: number } | null {
  const match = EVENT_ID.exec(header ?? '');
  return match && { epoch: match[1]!, sequence: Number(match[2]) };
}
