import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { makeForum, type Forum } from '../access/forum.js';
import { inParallel, send } from '../access/raw-http.js';
import { System } from '../journeys/system.js';
import { valueAt, withValue, type Field } from './fields/field.js';
import { moveFields, planningFields } from './fields/planning.js';
import { programmeFields } from './fields/programmes.js';
import { seatFields } from './fields/seats.js';
import { sessionFields } from './fields/sessions.js';
import { timeFields } from './fields/times.js';
import { NASTY } from './nasty-values.js';

jest.setTimeout(240_000);

/** The same values every time; FUZZ_SEED and FUZZ_RUNS look further. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 2_028);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 12);
/** Refusals that are about the state of the world, which a well-formed value has met. */
const OF_THE_WORLD =
  /^(schedule\.conflict|relation\.broken|move\.|session\.state|partner\.|slot\.|seat\.|event\.state|series\.|email\.|delay\.|poll\.|plan\.|block\.|code\.|registration\.|not-found|city\.in-use)/;
/** Of two that contradict each other the one that would mend it is named, which may be the other. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  from: ['to'],
  startsOn: ['endsOn'],
  start: ['rule', 'onGap'],
  include: ['onGap', 'start'],
  city: ['occurrences'],
  local: ['disambiguation'],
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
    // All of them come from one address.
    system = await System.start({ HOLDS_PER_ADDRESS: '1000000' });
    const forum = await makeForum(system, 'fuzz');
    token = system.demo.tokens.admin;
    const admin = system.as(token);
    const block = { city: 'tokyo', size: 2, namesUntil: '2028-06-01T10:00:00Z' };
    const { id: blockId } = (await admin.post(`/v1/slots/${forum.draftSlotId}/blocks`, block)).body;
    fields = [
      ...moveFields(forum),
      ...timeFields(),
      ...programmeFields(forum),
      ...sessionFields(forum),
      ...planningFields(forum, { pollPage: await pollPageOf(system, forum) }),
      ...seatFields(forum, { blockId }),
    ];
  }, 180_000);
  afterAll(() => system?.stop(), 60_000);

  it('is taken as it is, or refused by its name', async () => {
    const wrong: string[] = [];
    const statuses = new Map<number, number>();
    const tries = fields.flatMap((field, index) =>
      fc.sample(NASTY[field.kind], { seed: SEED + index, numRuns: RUNS }).map((value) => ({ field, value })),
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
    const { method, isForm } = field;
    const by = field.token === undefined ? { token } : field.token !== null && { token: field.token };
    const path = isInPath(field) ? field.path.replace(field.field, inPath(value)) : field.path;
    const content = isInPath(field) ? { ...field.rest } : withValue(field, value);
    if (isForm) return send(system.demo.url, { method, path, form: asQuery(content), ...by });
    if (method !== 'GET') return send(system.demo.url, { method, path, body: content, ...by });
    return send(system.demo.url, { method, path: `${path}?${asQuery(content).toString()}`, ...by });
  }
});

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const inPath = (value: unknown) => encodeURIComponent(textOf(value)).slice(0, 2_000) || '%20';
const isInPath = ({ field }: Field) => field.startsWith(':');
const asQuery = (content: object) =>
  new URLSearchParams(Object.entries(content).map(([name, each]): [string, string] => [name, textOf(each)]));

/** Where the link of a poll's mail leads. */
async function pollPageOf(system: System, { eventId }: Forum): Promise<string> {
  const admin = system.as(system.demo.tokens.admin);
  const asked = await admin.post(`/v1/events/${eventId}/sessions`, {
    title: 'Asked by mail',
    durationMinutes: 30,
    parts: { boston: 'required' },
  });
  const candidates = ['2028-06-10T14:00:00Z', '2028-06-11T14:00:00Z'];
  await admin.post(`/v1/sessions/${asked.body.id}/polls`, { candidates });
  const [mail] = await system.mails('boston.fuzz@forum.example', /Asked by mail/);
  return /\/poll\/[\w.~-]+/.exec(mail!.text)![0];
}

/** What is wrong with an answer; null when nothing is. */
function complaintOf(field: Field, value: unknown, status: number, text: string): string | null {
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
  if (status >= 500) return `${status} ${String(body['detail'])}`;
  if (status < 300) {
    const shown = field.shownAt && valueAt(body, field.shownAt);
    return field.shownAt && !isSame(shown, value) ? `taken as ${JSON.stringify(shown)}` : null;
  }
  // Pages say it in words.
  if (isInPath(field) || field.isForm) return null;
  const code = String(body['code']);
  if (OF_THE_WORLD.test(code)) return null;
  const errors = (body['errors'] ?? []) as { path: string }[];
  return errors.some(({ path }) => names(path, field.field))
    ? null
    : `${status} ${code} names ${JSON.stringify(errors.map(({ path }) => path))}: ${String(body['detail'])}`;
}

/** The field itself, something in it, what it is in, or a neighbour that contradicts it. */
function names(path: string, field: string): boolean {
  const parts = field.replace(/\.(\d+)/g, '[$1]').split('.');
  const own = parts.join('.');
  const last = parts.at(-1)!.replace(/\[.*/, '');
  const others = (OTHERS[last] ?? OTHERS[parts[0]!] ?? []).map((other) =>
    [...parts.slice(0, -1), other].join('.'),
  );
  return (
    [own, ...others, ...(OTHERS[parts[0]!] ?? [])].some((name) => path.startsWith(name)) ||
    own.startsWith(path) ||
    path === '(address)'
  );
}

/** The same to a reader: seconds that are left out are 0, and null is nothing. */
function isSame(shown: unknown, value: unknown): boolean {
  if (typeof shown !== 'string' || typeof value !== 'string')
    return Object.is(shown ?? null, value ?? null) || shown === value;
  const whole = (time: string) => (/T\d\d:\d\d$/.test(time) ? `${time}:00` : time);
  return whole(shown) === whole(value);
}
