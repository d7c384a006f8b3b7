import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { waitFor } from '#platform/testing';

export interface HeardEvent {
  id: string;
  event: string;
  data: any;
}

/** Reads a live stream as a browser's EventSource does. */
export class LiveReader {
  readonly heard: HeardEvent[] = [];
  isOpen = true;
  private rest = '';

  private constructor(
    private readonly request: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8');
    response.once('close', () => (this.isOpen = false));
    response.on('data', (text: string) => this.take(text));
    // A stream that is broken off on purpose.
    response.on('error', () => undefined);
  }

  /** Resolves with the first headers. */
  static open(url: string, headers: Record<string, string> = {}): Promise<LiveReader> {
    return new Promise((resolve, reject) => {
      const request = get(url, { headers, agent: false }, (response) =>
        resolve(new LiveReader(request, response)),
      );
      request.on('error', reject);
    });
  }

  /** The first event of this name that was or will be heard. */
  event(name: string, matches: (data: any) => boolean = () => true): Promise<HeardEvent> {
    return waitFor(() => this.heard.find(({ event, data }) => event === name && matches(data)), {
      what: `a live event “${name}”`,
    });
  }

  /** Stops taking bytes, as a phone in a tunnel does. */
  pause(): void {
    this.response.pause();
  }

  close(): void {
    this.request.destroy();
  }

  private take(text: string): void {
    const blocks = (this.rest + text).split('\n\n');
    this.rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      ) as { id?: string; event?: string; data?: string };
      const { id, event, data } = fields;
      if (id && event) this.heard.push({ id, event, data: JSON.parse(data!) });
    }
  }
}
