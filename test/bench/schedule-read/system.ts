import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '#platform/testing';

/** The whole system as `npm start` brings it up, on data of its own. */
export class BenchSystem {
  private constructor(
    private readonly launcher: ChildProcess,
    private readonly data: string,
    readonly url: string,
    private readonly admin: string,
  ) {}

  static async start(): Promise<BenchSystem> {
    const data = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
    const own = ['DATABASE_URL', 'NATS_URL', 'REDIS_URL', 'SMTP_URL', 'PORT', 'DEMO'];
    const shell = Object.entries(process.env).filter(([name]) => !own.includes(name));
    const env = { ...Object.fromEntries(shell), MERIDIAN_DATA: data, LOG_LEVEL: 'warn' };
    // As `npm run bench` does, from the root of the checkout.
    const launcher = spawn(process.execPath, ['deploy/local/start.mjs'], { env });
    let said = '';
    for (const stream of [launcher.stdout, launcher.stderr]) {
      stream.on('data', (text: Buffer) => (said += text.toString()));
    }
    const isReady = () => {
      if (launcher.exitCode !== null) throw new Error(`npm start ended:\n${said}`);
      return said.includes('Ready in');
    };
    await waitFor(isReady, { timeoutMs: 180_000, what: 'npm start' });
    const demo = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as {
      url: string;
      tokens: { admin: string };
    };
    return new BenchSystem(launcher, data, demo.url, demo.tokens.admin);
  }

  /** As an administrator; without `body`, GET. */
  async ask<T>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.admin}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.launcher.once('exit', resolve));
    this.launcher.kill('SIGTERM');
    await gone;
    rmSync(this.data, { recursive: true, force: true });
  }
}
