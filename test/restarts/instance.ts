import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort, waitFor } from '#platform/testing';

const ROOT = resolve(import.meta.dirname, '../..');

/** One built program, started, stopped by SIGTERM and started again at the same port. */
export class Instance {
  private child?: ChildProcess;
  private said = '';

  private constructor(
    private readonly app: string,
    private readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  /** @param until it has all its servers, or only runs */
  static async start(
    app: string,
    env: Record<string, string>,
    until: 'ready' | 'alive' = 'ready',
  ): Promise<Instance> {
    const instance = new Instance(app, await freePort(), env);
    await instance.start(until);
    return instance;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(until: 'ready' | 'alive' = 'ready'): Promise<void> {
    const program = resolve(ROOT, 'dist/apps', this.app, 'src/main.js');
    const env = { PATH: process.env['PATH']!, PORT: String(this.port), LOG_LEVEL: 'warn', ...this.env };
    this.child = spawn(process.execPath, [program], { env });
    this.child.stdout!.on('data', (text: Buffer) => (this.said += text.toString()));
    this.child.stderr!.on('data', (text: Buffer) => (this.said += text.toString()));
    await waitFor(() => (until === 'ready' ? this.isUp() : this.isAlive()), {
      timeoutMs: 30_000,
      what: `${this.app}: ${this.said}`,
    });
  }

  /** As a deployment ends a process; resolves to what it complained of on its way out. */
  async terminate(): Promise<string> {
    const child = this.child!;
    this.said = '';
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    return this.said;
  }

  private async isAlive(): Promise<boolean> {
    return fetch(`${this.url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** A gateway is ready only with all services, of which one runs here: that it is alive and has NATS says enough. */
  private async isUp(): Promise<boolean> {
    try {
      const health = (await (await fetch(`${this.url}/health/ready`)).json()) as {
        dependencies: { up: boolean }[];
      };
      return health.dependencies.every(({ up }) => up);
    } catch {
      return false;
    }
  }
}
