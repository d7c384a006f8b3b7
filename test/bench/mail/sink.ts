import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Mails accepted, and those among them that had HTML and a calendar part. */
export interface Accepted {
  accepted: number;
  whole: number;
}

/** The mail server of a bench, in a process of its own. */
export class Sink {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<Sink> {
    const child = fork(fileURLToPath(new URL('./sink-server.js', import.meta.url)));
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new Sink(child, url);
  }

  async count(): Promise<Accepted> {
    const answer = once(this.child, 'message') as Promise<[Accepted]>;
    this.child.send('count');
    return (await answer)[0];
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
