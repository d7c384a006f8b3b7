import { createInbox, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { ConnectionLost, type Nats } from '../nats/nats-connection.js';

/** Nobody has subscribed to the subject: the server itself says so (NATS protocol, “no responders”). */
export class NobodyAnswers extends Error {}
/** The time is over. */
export class NoAnswerInTime extends Error {}

const NO_RESPONDERS = 503;

interface Waiting {
  readonly resolve: (reply: Msg) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Sends requests and hands their replies to who waits. One subscription for all of them, as the client library has it;
 * that one makes an error with a stack trace and two races of promises for each request that succeeds.
 */
export class ReplyInbox {
  private readonly waiting = new Map<string, Waiting>();
  private base?: string;
  private count = 0;

  constructor(private readonly nats: Nats) {
    // What was sent over a connection that broke is never answered.
    nats.onLost(() => {
      for (const token of [...this.waiting.keys()]) this.end(token)?.reject(new ConnectionLost());
    });
  }

  /** @throws NobodyAnswers at once; NoAnswerInTime; ConnectionLost */
  ask(
    connection: NatsConnection,
    subject: string,
    payload: string,
    { headers, timeoutMs }: { headers: MsgHdrs; timeoutMs: number },
  ): Promise<Msg> {
    const base = (this.base ??= this.open(connection));
    const token = String(++this.count);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(token)?.reject(new NoAnswerInTime()), timeoutMs);
      this.waiting.set(token, { resolve, reject, timer });
      try {
        connection.publish(subject, payload, { reply: `${base}.${token}`, headers });
      } catch (error) {
        this.end(token)?.reject(error as Error);
      }
    });
  }

  /** The client subscribes again by itself when it connects again. */
  private open(connection: NatsConnection): string {
    const base = createInbox(this.nats.inboxPrefix);
    connection.subscribe(`${base}.*`, {
      callback: (error, message) => {
        const waiting = this.end(message.subject.slice(base.length + 1));
        if (error) waiting?.reject(error);
        else if (message.headers?.code === NO_RESPONDERS && message.data.length === 0)
          waiting?.reject(new NobodyAnswers());
        else waiting?.resolve(message);
      },
    });
    return base;
  }

  /** Nobody waits for this one any more; undefined when nobody did. */
  private end(token: string): Waiting | undefined {
    const waiting = this.waiting.get(token);
    if (!waiting) return undefined;
    this.waiting.delete(token);
    clearTimeout(waiting.timer);
    return waiting;
  }
}
