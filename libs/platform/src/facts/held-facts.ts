import type { JsMsg } from '@nats-io/jetstream';

/** How long a handler may take over a fact, before JetStream may give it to another copy of the service. */
export const HOLD_MS = 30_000;

/**
 * JetStream takes a fact that it hears nothing of for lost, and gives it again. That time is short, so that what went to a
 * process or over a connection that died is not waited for; a fact in hand is kept by word of it, twice within that time.
 */
export const ACK_WAIT_MS = 5_000;
const RENEW_MS = 2_000;

/** The facts that a consumer has in its hands. */
export class HeldFacts {
  /** With the time from which on each is worked on. */
  private readonly since = new Map<JsMsg, number>();
  private timer?: NodeJS.Timeout;

  /** Keeps a fact until it is let go, but not from a handler that never ends. */
  keep(message: JsMsg): void {
    this.since.set(message, performance.now());
    this.timer ??= setInterval(() => this.renew(), RENEW_MS);
  }

  letGo(message: JsMsg): void {
    this.since.delete(message);
    if (this.since.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private renew(): void {
    const now = performance.now();
    for (const [message, since] of this.since) if (now - since < HOLD_MS) say(message);
  }
}

function say(message: JsMsg): void {
  try {
    message.working();
  } catch {
    // The connection has been closed for good; JetStream gives the fact to whoever is left.
  }
}
