import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort, waitFor } from '#platform/testing';

/** Of the built files, which this is one of. */
const DIST = resolve(import.meta.dirname, '../../..');

/** As services are run (deploy/local/services.mjs). */
const NODE_FLAGS = ['--max-semi-space-size=32'];

/** A built program as a process of its own, which says over HTTP that it is ready. */
export class Program {
  private child?: ChildProcess;
  private said = '';

  private constructor(
    private readonly file: string,
    private readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  /** @param file below `dist` */
  static async start(file: string, env: Record<string, string>): Promise<Program> {
    const program = new Program(file, await freePort(), env);
    await program.start();
    return program;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const env = { PATH: process.env['PATH']!, PORT: String(this.port), LOG_LEVEL: 'warn', ...this.env };
    this.child = spawn(process.execPath, [...NODE_FLAGS, resolve(DIST, this.file)], { env });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (text: Buffer) => (this.said = `${this.said}${text.toString()}`.slice(-4_000)));
    await waitFor(() => this.isUp(), { timeoutMs: 60_000, what: `${this.file} to be ready: ${this.said}` });
  }

  /** As by kill -9. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child!;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** A gateway is ready only with all services, of which one runs here: that what there is is up says enough. */
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
