import {
  Actor,
  Authenticate,
  HEADERS,
  RuleViolation,
  type FieldError,
  type Grant,
  type InputOf,
  type OutputOf,
  type RequestDefinition,
  type SignalDataOf,
  type SignalDefinition,
} from '#contracts';
import { Nats } from '#platform';
import { startNats, type RunningServer } from '#platform/testing';
import { headers as natsHeaders, type Msg, type Subscription } from '@nats-io/transport-node';
import { readGatewayConfig } from '../config.js';
import { MetricsServer } from '../metrics/metrics-server.js';
import { startGateway, type Gateway } from '../start-gateway.js';

/** What a service was asked, as it came over NATS. */
export interface Asked<I = unknown> {
  input: I;
  actor: Actor;
  idempotencyKey: string | undefined;
  deadlineMs: number;
  traceId: string;
}

type Answer<D extends RequestDefinition> = (input: InputOf<D>) => OutputOf<D> | RuleViolation;

/** The members that tests look at most; which of them a reply has is what they test. */
export interface JsonBody {
  code: string;
  errors: FieldError[];
  items: unknown[];
  [member: string]: unknown;
}
export interface Reply<T> {
  status: number;
  headers: Headers;
  body: T;
}
export interface Sending {
  method?: string;
  /** One of TOKENS, or any text. */
  token?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; text is sent as it is. */
  body?: unknown;
}

const person = (id: string, ...grants: Grant[]): Actor => ({ kind: 'person', id, grants });
const grant = (
  role: Grant['role'],
  programmeId: string | null = null,
  city: string | null = null,
): Grant => ({
  role,
  programmeId,
  city,
});

/** The people of the tests; each one's name is their token. */
export const PEOPLE = {
  admin: person('p-admin', grant('admin')),
  organizer: person('p-organizer', grant('organizer', 'forum')),
  liaison: person('p-liaison', grant('liaison', 'forum', 'rome')),
  participant: person('p-participant'),
} satisfies Record<string, Actor>;

/**
 * The real gateway on a real NATS. The services are not there: a test answers in their place, on the wire, in the
 * shapes of the contracts. Whole journeys with all services are in test/journeys.
 */
export class TestGateway {
  private readonly subscriptions = new Map<string, Subscription>();

  private constructor(
    private readonly gateway: Gateway,
    readonly nats: RunningServer,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<TestGateway> {
    const nats = await startNats();
    const settings = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      PORT: '0',
      NATS_URL: nats.url,
    };
    const gateway = await startGateway(readGatewayConfig({ ...settings, ...env }));
    const started = new TestGateway(gateway, nats);
    await gateway.app.get(Nats).whenConnected();
    await started.answer(Authenticate, ({ token }) => ({
      actor: PEOPLE[token as keyof typeof PEOPLE] ?? null,
    }));
    return started;
  }

  get routes() {
    return this.gateway.routes.routes;
  }

  get url(): string {
    return this.gateway.url;
  }

  get metricsUrl(): string {
    return this.gateway.app.get(MetricsServer).url;
  }

  /** Answers in a service's place from now on; returns what was asked, as it comes in. */
  answer<D extends RequestDefinition>(definition: D, answer: Answer<D>): Promise<Asked<InputOf<D>>[]> {
    return this.subscribe(definition, (message, input) => respond(message, definition, answer(input)));
  }

  /** Takes requests and never answers. */
  async ignore(definition: RequestDefinition): Promise<void> {
    await this.subscribe(definition, () => undefined);
  }

  /** Tells a signal in a service's place. */
  async tell<D extends SignalDefinition>(definition: D, data: SignalDataOf<D>): Promise<void> {
    const connection = this.gateway.app.get(Nats).current!;
    connection.publish(definition.subject, JSON.stringify(definition.data.parse(data)));
    await connection.flush();
  }

  async send<T = JsonBody>(
    path: string,
    { method, token, headers = {}, body }: Sending = {},
  ): Promise<Reply<T>> {
    const isJson = body !== undefined && typeof body !== 'string';
    const response = await fetch(`${this.url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as string) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return {
      status: response.status,
      headers: response.headers,
      body: text !== '' && type.includes('json') ? JSON.parse(text) : text,
    };
  }

  async stop(): Promise<void> {
    await this.gateway.app.close();
    await this.nats.stop();
  }

  private async subscribe<D extends RequestDefinition>(
    definition: D,
    take: (message: Msg, input: InputOf<D>) => void,
  ): Promise<Asked<InputOf<D>>[]> {
    const connection = this.gateway.app.get(Nats).current!;
    this.subscriptions.get(definition.subject)?.unsubscribe();
    const asked: Asked<InputOf<D>>[] = [];
    const callback = (_error: Error | null, message: Msg) => {
      const input = definition.input.parse(message.json()) as InputOf<D>;
      asked.push(askedOf(message, input));
      take(message, input);
    };
    this.subscriptions.set(definition.subject, connection.subscribe(definition.subject, { callback }));
    await connection.flush();
    return asked;
  }
}

function askedOf<I>(message: Msg, input: I): Asked<I> {
  const header = (name: string) => message.headers?.get(name) || undefined;
  return {
    input,
    actor: Actor.parse(JSON.parse(decodeURIComponent(header(HEADERS.actor)!))),
    idempotencyKey: header(HEADERS.idempotencyKey),
    deadlineMs: Number(header(HEADERS.deadline)),
    traceId: header(HEADERS.trace)!.split('-')[1]!,
  };
}

function respond<D extends RequestDefinition>(
  message: Msg,
  definition: D,
  answer: OutputOf<D> | RuleViolation,
): void {
  if (answer instanceof RuleViolation) {
    const headers = natsHeaders();
    headers.set(HEADERS.problem, '1');
    message.respond(JSON.stringify(answer.toProblem()), { headers });
  } else {
    message.respond(JSON.stringify(definition.output.parse(answer)));
  }
}
