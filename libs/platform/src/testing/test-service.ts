import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { jetstream } from '@nats-io/jetstream';
import type { Actor, FactDataOf, FactDefinition, InputOf, OutputOf, RequestDefinition } from '#contracts';
import { ANONYMOUS, setClock, type Service } from '#contracts';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Deadline } from '../context/deadline.js';
import { runInContext } from '../context/request-context.js';
import { newTrace } from '../context/trace.js';
import { outboxRow } from '../facts/outbox.js';
import { ensureStream } from '../facts/stream.js';
import { Nats } from '../nats/nats-connection.js';
import { Requests } from '../requests/requests.js';
import { startService } from '../service/start-service.js';
import { startNats, type RunningServer } from './servers.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { waitFor } from './wait-for.js';

export interface AskAs {
  actor?: Actor;
  idempotencyKey?: string;
  deadlineMs?: number;
}

/** A whole service on a real Postgres and a real NATS of its own, asked from outside as others ask it. */
export class TestService {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly nats: RunningServer,
    readonly database: TestDatabase,
    private readonly name: Service,
  ) {}

  /**
   * @param module builds the service's module from its environment, which holds DATABASE_URL, NATS_URL and `extraEnv`
   * @param shared another test service's NATS, to let two services talk
   */
  static async start(settings: {
    name: Service;
    dataSourceOptions: (url: string) => DataSourceOptions;
    module: (env: Record<string, string>) => Type | DynamicModule;
    extraEnv?: Record<string, string>;
    nats?: RunningServer;
    /** An instance of the same service: its database. */
    database?: TestDatabase;
  }): Promise<TestService> {
    const nats = settings.nats ?? (await startNats());
    const database = settings.database ?? (await createTestDatabase(settings.dataSourceOptions));
    const env = {
      NODE_ENV: 'test',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal',
      DEMO_CLOCK: '1',
      NATS_URL: nats.url,
      DATABASE_URL: database.url,
      ...settings.extraEnv,
    };
    const app = await startService(settings.module(env));
    const service = new TestService(app, nats, database, settings.name);
    // Listening calls back before NATS has the subscriptions.
    await service.connection();
    await waitFor(() => service.ask(setClock(settings.name), { offsetMs: 0 }).then(Boolean, () => false), {
      what: `${settings.name} to answer`,
    });
    return service;
  }

  /** Asks as over NATS from another process; by default as nobody. */
  ask<D extends RequestDefinition>(definition: D, input: InputOf<D>, as: AskAs = {}): Promise<OutputOf<D>> {
    const context = {
      trace: newTrace(),
      actor: as.actor ?? ANONYMOUS,
      deadline: Deadline.in(as.deadlineMs ?? 10_000),
      ...(as.idempotencyKey && { idempotencyKey: as.idempotencyKey }),
    };
    return runInContext(context, () => this.app.get(Requests).ask(definition, input));
  }

  /**
   * Publishes a fact as its owner's relay would; returns its id. Giving an id again makes a duplicate.
   * @param actor whose doing it was; nobody's else
   */
  async publish<D extends FactDefinition>(
    definition: D,
    data: FactDataOf<D>,
    id?: string,
    actor?: Actor,
  ): Promise<string> {
    const connection = await this.connection();
    await ensureStream(connection);
    const row = outboxRow(definition, data, new Date());
    const envelope = { ...row.envelope, id: id ?? row.id, ...(actor && { actor }) };
    // No Nats-Msg-Id: JetStream must not deduplicate what the inbox has to.
    await jetstream(connection).publish(definition.subject, JSON.stringify(envelope));
    return envelope.id;
  }

  /** The facts of one kind that this service has published or will, oldest first. */
  async factsOf<D extends FactDefinition>(definition: D): Promise<FactDataOf<D>[]> {
    const rows = await this.sql<{ data: FactDataOf<D> }>(
      `SELECT envelope -> 'data' AS data FROM outbox WHERE subject = $1 ORDER BY position`,
      [definition.subject],
    );
    return rows.map((row) => row.data);
  }

  /** Own SQL, to look at the service from outside. */
  sql<T>(query: string, parameters: unknown[] = []): Promise<T[]> {
    return this.app.get(DataSource).query<T[]>(query, parameters);
  }

  /** Moves the service's clock to this instant, forward only. */
  async moveClockTo(instant: string): Promise<void> {
    await this.ask(setClock(this.name), { offsetMs: Math.max(0, Date.parse(instant) - Date.now()) });
  }

  /** Ends the service, and its servers unless they were given. */
  async stop({ keep = false }: { keep?: boolean } = {}): Promise<void> {
    await this.app.close();
    if (keep) return;
    await this.database.drop();
    await this.nats.stop();
  }

  private connection() {
    return this.app.get(Nats).whenConnected();
  }
}
