import { setTimeout as delay } from 'node:timers/promises';

/** As long as the gateway may take, and a little more. */
const ANSWER_MS = 12_000;
const PATIENCE_MS = 25_000;
const PAUSE_MS = 150;

/**
 * One write as the one who sent it saw it.
 *
 * @typedef {object} Write
 * @property {string} kind
 * @property {string} key its Idempotency-Key
 * @property {{ method: string, path: string, body: object | undefined, token: string }} request
 * @property {object} about what the checks want to know of it
 * @property {'acknowledged' | 'refused' | 'unanswered'} outcome
 * @property {number} tries
 * @property {number} sentAt the first time, as milliseconds since the epoch; `answeredAt` too
 * @property {number} [answeredAt]
 * @property {number} [status]
 * @property {string} [text] the reply's bytes
 * @property {any} [reply]
 */

/**
 * Writes through the gateway, each with an Idempotency-Key and repeated with it until the answer is definite, and keeps
 * a record of every write and its answer.
 */
export class Client {
  /** @type {Write[]} */
  writes = [];
  /** Answers by status, also those that were not definite; trouble of the services by its code. */
  answers = {};
  #count = 0;

  constructor(url) {
    this.url = url;
  }

  /** @returns {Promise<Write>} */
  async write(kind, token, method, path, body, about = {}) {
    const request = { method, path, body, token };
    const key = `key-${(this.#count += 1)}`;
    const sentAt = Date.now();
    const write = { kind, key, request, about, outcome: 'unanswered', tries: 0, sentAt };
    this.writes.push(write);
    const deadline = performance.now() + PATIENCE_MS;
    do {
      write.tries += 1;
      const answer = await this.send(request, write.key);
      const named = answer.status >= 500 ? `${answer.status} ${answer.reply?.code}` : answer.status;
      this.answers[named] = (this.answers[named] ?? 0) + 1;
      if (isDefinite(answer)) return this.settle(write, answer);
      // Back-off of a polite client, lengthening with the tries.
      await delay(PAUSE_MS * Math.min(write.tries, 8));
    } while (performance.now() < deadline);
    return write;
  }

  /** Notes the definite answer to a write. */
  settle(write, answer) {
    const outcome = answer.status < 300 ? 'acknowledged' : 'refused';
    return Object.assign(write, { ...answer, outcome, answeredAt: Date.now() });
  }

  /** One try. Status 0: no answer. */
  async send({ method, path, body, token }, key) {
    try {
      const response = await fetch(this.url + path, {
        method,
        signal: AbortSignal.timeout(ANSWER_MS),
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(key && { 'idempotency-key': key }),
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, text, reply: text ? JSON.parse(text) : null };
    } catch {
      return { status: 0, text: '', reply: null };
    }
  }

  /** Asks until it is answered with success; for what a run can't do without. */
  async must(token, method, path, body) {
    const write = await this.write('set-up', token, method, path, body);
    if (write.outcome === 'acknowledged') return write.reply;
    throw new Error(`${method} ${path} answered ${write.status ?? 'nothing'}: ${write.text ?? ''}`);
  }
}

/** Anything but trouble of the service itself, and but "your first try is still running". */
export function isDefinite({ status, reply }) {
  return status >= 200 && status < 500 && status !== 429 && reply?.code !== 'idempotency.in-flight';
}
