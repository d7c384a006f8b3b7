import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends the path as it is written: fetch would tidy up dots and slashes first. */
export function send(
  url: string,
  {
    method,
    path,
    token,
    body,
    form,
  }: {
    method: string;
    path: string;
    token?: string;
    /** A text is a media type, sent without content. */
    body?: object | string;
    form?: URLSearchParams;
  },
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  const isBare = typeof body === 'string';
  const content = form?.toString() ?? (isBare ? '' : body && JSON.stringify(body));
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': isBare ? body : 'application/json' }),
    ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(content !== undefined && { 'content-length': Buffer.byteLength(content) }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode!, text }));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(content);
  });
}

/** Runs works in order, so many at a time. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}
