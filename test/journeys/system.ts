import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { waitFor } from '#platform/testing';
import pg from 'pg';
// @ts-expect-error -- the launcher is plain JavaScript
import { openSecrets } from '../../deploy/local/secrets.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

/** Journeys are about what is answered, not how soon: on a busy machine, requests may take their time. */
const SETTINGS = { LOG_LEVEL: 'warn', DEADLINE_MS: '60000' };

interface Demo {
  url: string;
  mail: string;
  tokens: { admin: string; organizer: string; liaison: Record<string, string>; participant: string };
}

export interface Mail {
  id: string;
  messageId: string;
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  attachments: { filename: string; contentType: string; text: string }[];
}

export interface Answer {
  status: number;
  headers: Headers;
  body: any;
}

/** The whole system as `npm start` brings it up on a bare machine, with data of its own. */
export class System {
  private constructor(
    private readonly launcher: ChildProcess,
    private readonly data: string,
    readonly demo: Demo,
  ) {}

  /** @param settings as in .env, over those of the journeys */
  static async start(settings: Record<string, string> = {}): Promise<System> {
    const data = mkdtempSync(join(tmpdir(), 'meridian-journey-'));
    const own = ['DATABASE_URL', 'NATS_URL', 'REDIS_URL', 'SMTP_URL', 'PORT', 'DEMO'];
    const shell = Object.entries(process.env).filter(([name]) => !own.includes(name));
    const env = { ...Object.fromEntries(shell), MERIDIAN_DATA: data, ...SETTINGS, ...settings };
    const launcher = spawn(process.execPath, [join(ROOT, 'deploy/local/start.mjs')], { env, cwd: ROOT });
    let said = '';
    launcher.stdout.on('data', (text: Buffer) => (said += text.toString()));
    launcher.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await waitFor(
      () => {
        if (launcher.exitCode !== null) throw new Error(`npm start ended:\n${said}`);
        return said.includes('Ready in');
      },
      { timeoutMs: 120_000, what: 'npm start to be ready' },
    ).catch((error: unknown) => {
      launcher.kill('SIGTERM');
      throw new Error(`${String(error)}\n${said}`);
    });
    return new System(launcher, data, JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as Demo);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.launcher.once('exit', resolve));
    this.launcher.kill('SIGTERM');
    await gone;
    rmSync(this.data, { recursive: true, force: true });
  }

  /** What a process has logged so far, line by line. */
  logOf(name: string): string[] {
    return readFileSync(join(this.data, 'logs', `${name}.log`), 'utf8')
      .split('\n')
      .filter(Boolean);
  }

  /** Ports by process, and the gateway's `metrics`. */
  get ports(): Record<string, number> {
    return JSON.parse(readFileSync(join(this.data, 'run/ports.json'), 'utf8')) as Record<string, number>;
  }

  /** Runs a statement as the database's administrator, as somebody would by mistake. */
  async sql(statement: string): Promise<void> {
    const password = openSecrets(join(this.data, 'run'))('postgres');
    const client = new pg.Client({
      connectionString: `postgres://meridian_admin:${password}@127.0.0.1:${this.ports['postgres']}/meridian`,
    });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }

  /** Speaks to the gateway with a token, or as nobody. */
  as(token?: string): Client {
    return new Client(this.demo.url, token);
  }

  /** The events of the demo's programme, by slug. */
  async events<E extends { id: string }>(): Promise<Record<string, E>> {
    const { body } = await this.as().get('/v1/programmes/aiws-forum-2027/events');
    return Object.fromEntries(body.items.map((event: E & { slug: string }) => [event.slug, event]));
  }

  get organizer(): Client {
    return this.as(this.demo.tokens.organizer);
  }

  /** Mails that came for an address, oldest first. */
  async mailsTo(address: string): Promise<Mail[]> {
    const response = await fetch(`${this.demo.mail}/api/mails?to=${encodeURIComponent(address)}`);
    return ((await response.json()) as Mail[]).reverse();
  }

  /** Waits until the address has got this many mails with this in the subject; then returns them. */
  mails(address: string, subject: RegExp, count = 1): Promise<Mail[]> {
    return waitFor(
      async () => {
        const found = (await this.mailsTo(address)).filter((mail) => subject.test(mail.subject));
        return found.length >= count && found;
      },
      { timeoutMs: 60_000, what: `${count} mail(s) ${subject} to ${address}` },
    ) as Promise<Mail[]>;
  }

  /** Moves the clock forward to this instant. */
  async moveClockTo(instant: string): Promise<void> {
    const seconds = Math.max(0, Math.ceil((Date.parse(instant) - (await this.forward('PT0S'))) / 1_000));
    const [days, rest] = [Math.floor(seconds / 86_400), seconds % 86_400];
    await this.forward(`P${days}DT${rest}S`);
  }

  /** Moves the clock forward by an ISO 8601 duration; answers the new time in milliseconds. */
  private async forward(duration: string): Promise<number> {
    const { status, body } = await this.organizer.post('/v1/demo/clock', { forward: duration });
    if (status !== 200) throw new Error(`the clock did not move by ${duration}: ${JSON.stringify(body)}`);
    return Date.parse(body.now);
  }
}

export class Client {
  constructor(
    private readonly url: string,
    private readonly token?: string,
  ) {}

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.ask('GET', path, undefined, headers);
  }

  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.ask('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.ask('PATCH', path, body, headers);
  }

  delete(path: string): Promise<Answer> {
    return this.ask('DELETE', path);
  }

  private async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
}
