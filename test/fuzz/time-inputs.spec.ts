import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { makeForum } from '../access/forum.js';
import { inParallel, send } from '../access/raw-http.js';
import { System } from '../journeys/system.js';
import { fieldsOf, valueAt, withValue, type Field } from './fields.js';
import { NASTY } from './nasty-values.js';

jest.setTimeout(240_000);

/** The same values every time; FUZZ_SEED and FUZZ_RUNS look further. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 2_028);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 30);
/** Refusals that are about the state of the world, which a well-formed value has met. */
const OF_THE_WORLD =
  /^(schedule\.conflict|relation\.broken|move\.|session\.state|partner\.|slot\.|seat\.|event\.state|series\.|email\.|delay\.|registration\.|not-found|city\.in-use)/;
/** Of two that contradict each other the one that would mend it is named, which may be the other. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  from: ['to'],
  startsOn: ['endsOn'],
  start: ['rule', 'onGap'],
  include: ['onGap', 'start'],
};

/**
 * Every time, rule, window, zone and length of time that the API takes, given what no careful client would send: it is
 * taken as it is, or refused with a 4xx that names the field. Never an error of ours, never adjusted in silence.
 */
describe('an input that is a time', () => {
  let system: System;
  let token: string;
  let fields: Field[];

  beforeAll(async () => {
    system = await System.start();
    const forum = await makeForum(system, 'fuzz');
    token = system.demo.tokens.admin;
    fields = fieldsOf(forum, { slotId: forum.slotId, draftId: forum.draftSessionId });
  }, 180_000);
  afterAll(() => system?.stop(), 60_000);

  it('is taken as it is, or refused by its name', async () => {
    const wrong: string[] = [];
    const statuses = new Map<number, number>();
    const tries = fields.flatMap((field) =>
      fc.sample(NASTY[field.kind], { seed: SEED, numRuns: RUNS }).map((value) => ({ field, value })),
    );
    await inParallel(tries, async ({ field, value }) => {
      const { status, text } = await attempt(field, value);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const complaint = complaintOf(field, value, status, text);
      if (complaint) {
        const shown = JSON.stringify(value)?.slice(0, 80);
        wrong.push(`${field.method} ${field.path} ${field.field} = ${shown}: ${complaint}`);
      }
    });

    expect([...new Set(wrong)].sort()).toEqual([]);
    // Both happen often, or nothing was tried.
    const sum = (from: number) =>
      [...statuses].reduce(
        (total, [status, times]) => total + (Math.floor(status / 100) === from ? times : 0),
        0,
      );
    expect(sum(2)).toBeGreaterThan(tries.length / 10);
    expect(sum(4)).toBeGreaterThan(tries.length / 3);
  });

  function attempt(field: Field, value: unknown) {
    const { method, path } = field;
    const content = withValue(field, value);
    if (method !== 'GET') return send(system.demo.url, { method, path, token, body: content });
    const textOf = (each: unknown) => (typeof each === 'string' ? each : JSON.stringify(each));
    const query = new URLSearchParams(
      Object.entries(content).map(([name, each]): [string, string] => [name, textOf(each)]),
    );
    return send(system.demo.url, { method, path: `${path}?${query.toString()}`, token });
  }
});

/** What is wrong with an answer; null when nothing is. */
function complaintOf(field: Field, value: unknown, status: number, text: string): string | null {
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
  if (status >= 500) return `${status} ${String(body['detail'])}`;
  if (status < 300) {
    const shown = field.shownAt && valueAt(body, field.shownAt);
    return field.shownAt && !isSame(shown, value) ? `taken as ${JSON.stringify(shown)}` : null;
  }
  const code = String(body['code']);
  if (OF_THE_WORLD.test(code)) return null;
  const errors = (body['errors'] ?? []) as { path: string }[];
  const [first] = field.field.split('.');
  const names = [first!, ...(OTHERS[first!] ?? []), '(address)'];
  const isNamed = errors.some(({ path }) => names.some((name) => path.startsWith(name)));
  return isNamed
    ? null
    : `${status} ${code} names ${JSON.stringify(errors.map(({ path }) => path))}: ${String(body['detail'])}`;
}

/** The same to a reader: seconds that are left out are 0, and null is nothing. */
function isSame(shown: unknown, value: unknown): boolean {
  if (typeof shown !== 'string' || typeof value !== 'string')
    return Object.is(shown ?? null, value ?? null) || shown === value;
  const whole = (time: string) => (/T\d\d:\d\d$/.test(time) ? `${time}:00` : time);
  return whole(shown) === whole(value);
}
