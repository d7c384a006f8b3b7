import { Trouble } from './progress.mjs';

/**
 * The gateway as a script with a bearer token sees it.
 *
 * @param {string} url
 * @param {string} token
 */
export function createApi(url, token) {
  async function ask(method, path, body) {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const signal = AbortSignal.timeout(30_000);
    const response = await fetch(url + path, { method, headers, signal, body: body && JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }
  const expect = (status, method, path, answer) => {
    if (answer.status === status) return answer.body;
    throw new Trouble(
      `${method} ${path} answered ${answer.status}:\n${JSON.stringify(answer.body, null, 2)}`,
    );
  };
  return {
    token,
    get: async (path) => expect(200, 'GET', path, await ask('GET', path)),
    post: async (path, body, status) => expect(status, 'POST', path, await ask('POST', path, body)),
    /** The status and body, whatever they are. */
    ask,
    exists: async (path) => (await ask('GET', path)).status === 200,
  };
}
