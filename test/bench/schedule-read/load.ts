import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

export interface Load {
  readonly url: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of every answer; another is counted as wrong. */
  readonly status: number;
  readonly connections: number;
  readonly ms: number;
}

/**
 * Asks over open connections, one request after the other on each, and reads only as much of an answer as it takes to
 * find its end: what is measured is the server.
 */
export async function load(settings: Load): Promise<{ perSecond: number; wrong: number }> {
  const { hostname, port } = new URL(settings.url);
  const head = Object.entries({ Host: hostname, ...settings.headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const request = Buffer.from(`GET ${settings.path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
  const begun = performance.now();
  const end = begun + settings.ms;
  let [answers, wrong] = [0, 0];
  await Promise.all(
    Array.from(
      { length: settings.connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket: Socket = connect(Number(port), hostname, () => socket.write(request));
          socket.setNoDelay();
          let rest = 0;
          let before: Buffer | undefined;
          socket.on('error', reject);
          socket.on('data', (chunk) => {
            if (rest > 0) rest -= chunk.length;
            else {
              const text = before ? Buffer.concat([before, chunk]) : chunk;
              const at = text.indexOf(HEAD_END);
              if (at === -1) return void (before = text);
              before = undefined;
              const header = text.toString('latin1', 0, at);
              if (Number(header.slice(9, 12)) !== settings.status) wrong += 1;
              const length = Number(/content-length: (\d+)/i.exec(header)?.[1] ?? 0);
              rest = length - (text.length - at - HEAD_END.length);
            }
            if (rest > 0) return;
            answers += 1;
            if (performance.now() < end) socket.write(request);
            else {
              socket.destroy();
              resolve();
            }
          });
        }),
    ),
  );
  return { perSecond: (answers * 1_000) / (performance.now() - begun), wrong };
}
