import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { SignalDataOf, SignalDefinition } from '#contracts';
import { Nats } from '../nats/nats-connection.js';

/** No object changes more often than so in a live view (DESIGN section 2). */
const COALESCED_MS = 250;

/**
 * Tells live views what changes right now, and hears it, over NATS core: one message to each process that listens. What
 * is lost is lost, while NATS is away too; the next change of the same object, or a look at it, makes it good.
 */
@Injectable()
export class Signals implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Signals.name);
  /** Objects that were told of in the last 250 ms, with what is to be told at their end. */
  private readonly held = new Map<string, { latest: (() => void) | null; timer: NodeJS.Timeout }>();

  constructor(private readonly nats: Nats) {}

  /**
   * Tells that an object has changed: at once, and while it goes on changing, the last state every 250 ms.
   * @param key names the object among those of this signal
   */
  tell<D extends SignalDefinition>(definition: D, key: string, data: SignalDataOf<D>): void {
    const send = () => this.send(definition, data);
    const object = `${definition.subject} ${key}`;
    const held = this.held.get(object);
    if (held) held.latest = send;
    else {
      send();
      this.hold(object);
    }
  }

  /** Calls back with every signal of this kind from now on, whenever NATS is there. One that can't be read is passed over. */
  listen<D extends SignalDefinition>(definition: D, hear: (data: SignalDataOf<D>) => void): void {
    this.nats
      .whenConnected()
      .then((connection) => {
        connection.subscribe(definition.subject, {
          callback: (error, message) => {
            if (error) return this.logger.error(error);
            const read = definition.data.safeParse(safeJson(message));
            if (read.success) hear(read.data as SignalDataOf<D>);
            else this.logger.warn(`${definition.subject} could not be read`);
          },
        });
      })
      .catch((error: unknown) => this.logger.error(error));
  }

  /** Tells what is held back, so that a view does not stay behind a process that ended. */
  beforeApplicationShutdown(): void {
    for (const { latest, timer } of this.held.values()) {
      clearTimeout(timer);
      latest?.();
    }
    this.held.clear();
  }

  private hold(object: string): void {
    const timer = setTimeout(() => {
      const latest = this.held.get(object)?.latest;
      this.held.delete(object);
      if (!latest) return;
      latest();
      this.hold(object);
    }, COALESCED_MS);
    timer.unref();
    this.held.set(object, { latest: null, timer });
  }

  private send(definition: SignalDefinition, data: unknown): void {
    this.nats.current?.publish(definition.subject, JSON.stringify(definition.data.parse(data)));
  }
}

function safeJson(message: { json: () => unknown }): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}
