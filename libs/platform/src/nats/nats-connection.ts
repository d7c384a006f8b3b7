import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Deadline } from '../context/deadline.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';

const DRAIN_MS = 2_000;

/** The connection broke while an answer was awaited. */
export class ConnectionLost extends Error {}

/**
 * The process's one connection to NATS. A process starts without NATS and finds it when it comes;
 * a lost connection is taken up again for ever.
 */
@Injectable()
export class Nats implements OnApplicationShutdown {
  private readonly logger = new Logger(Nats.name);
  private connection?: NatsConnection;
  private isUp = false;
  private readonly waiting = new Set<() => void>();
  private readonly waitingForIt = new Set<() => void>();
  private readonly connecting: Promise<NatsConnection>;

  /** The one prefix that the process may subscribe to (deploy/nats/permissions.mjs). */
  readonly inboxPrefix: string;

  constructor(@Inject(PLATFORM_OPTIONS) options: PlatformOptions) {
    this.inboxPrefix = `_INBOX_${options.name}`;
    this.connecting = this.open(options);
    // Nobody may be waiting yet when the process stops before NATS came.
    this.connecting.catch(() => undefined);
  }

  /** The connection, now; undefined while NATS is away, so that callers can refuse at once. */
  get current(): NatsConnection | undefined {
    return this.isUp ? this.connection : undefined;
  }

  /** The connection, as soon as NATS has been reached for the first time. */
  whenConnected(): Promise<NatsConnection> {
    return this.connecting;
  }

  /** The connection, now or as soon as it is up again: what is sent while it is away is lost. */
  async whenUp(): Promise<NatsConnection> {
    const connection = await this.connecting;
    while (!this.isUp) await new Promise<void>((resolve) => this.waitingForIt.add(resolve));
    return connection;
  }

  /**
   * Waits for an answer, but not longer than the connection lasts: what was sent over a connection that broke
   * is never answered, and the caller should hear so now and not at its deadline.
   * @throws what `answer` throws, or ConnectionLost
   */
  async whileConnected<T>(answer: Promise<T>): Promise<T> {
    let giveUp!: () => void;
    const lost = new Promise<never>((_resolve, reject) => {
      giveUp = () => reject(new ConnectionLost());
    });
    this.waiting.add(giveUp);
    try {
      return await Promise.race([answer, lost]);
    } finally {
      this.waiting.delete(giveUp);
    }
  }

  /** Calls back whenever the connection breaks. */
  onLost(listener: () => void): void {
    this.waiting.add(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    const { current } = this;
    this.isUp = false;
    // Drained, so that the last answers have reached the server; one that has stopped answering is not waited for.
    if (current) await Deadline.in(DRAIN_MS).orAfter(current.drain().catch(() => undefined));
    await this.connection?.close();
  }

  private async open(options: PlatformOptions): Promise<NatsConnection> {
    const url = new URL(options.config.NATS_URL);
    const connection = await connect({
      servers: url.host,
      ...(url.username && { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }),
      name: options.name,
      inboxPrefix: this.inboxPrefix,
      waitOnFirstConnect: true,
      // A stack trace taken for every request, should it fail, is a tenth of a busy gateway's time; traces name requests.
      noAsyncTraces: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 250,
      // Two lost pings of 5 s: a partition is noticed well before the default four minutes.
      pingInterval: 5_000,
      maxPingOut: 2,
    });
    this.connection = connection;
    this.isUp = true;
    void this.follow(connection);
    return connection;
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.isUp = false;
        for (const giveUp of this.waiting) giveUp();
        this.logger.warn('NATS is away');
      } else if (status.type === 'reconnect') {
        this.isUp = true;
        for (const goOn of this.waitingForIt) goOn();
        this.waitingForIt.clear();
        this.logger.log('NATS is back');
      } else if (status.type === 'error') {
        // Above all a permission that is missing; `npm run catalogue` writes them.
        this.logger.error(status.error.message);
      }
    }
  }
}
