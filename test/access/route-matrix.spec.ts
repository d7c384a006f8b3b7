import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { allows, ANONYMOUS, type Action, type Actor } from '#contracts';
import { CLASSIFIED_ROUTES } from '../../apps/gateway/src/testing/classified-routes.js';
import { System } from '../journeys/system.js';
import type { Attempt } from './attempts/attempt.js';
import { ATTEMPTS } from './attempts/index.js';
import { actorOf, draftMark, makeForum, makePerson, type Forum } from './forum.js';
import { VARIANTS } from './path-variants.js';
import { inParallel, send } from './raw-http.js';

jest.setTimeout(120_000);

/** The ways that are sure to reach the route. */
const PLAIN = ['as it is', 'HEAD'];

interface Cell {
  route: string;
  who: string;
  actor: Actor;
  token?: string;
  whose: 'own' | 'foreign';
  attempt: Attempt;
  /** By the policy's table and nothing else. */
  allowed: boolean;
}

/**
 * Every route × verb × way to write its path × actor × own and foreign object, against all processes. First everything
 * that the policy refuses, with bodies that would succeed; then what it allows, which shows that they would have.
 */
describe('access to every route', () => {
  let system: System;
  let forums: Record<Cell['whose'], Forum>;
  let cells: Cell[];
  let sent = 0;

  beforeAll(async () => {
    system = await System.start();
    const [own, foreign] = await Promise.all([makeForum(system, 'own'), makeForum(system, 'foreign')]);
    forums = { own, foreign };
    const admin = {
      token: system.demo.tokens.admin,
      actor: await actorOf(system.as(system.demo.tokens.admin)),
    };
    const { organizer, liaison, neighbour, holder } = own;
    const stranger = await makePerson(system, 'stranger');
    const people = { holder, stranger, liaison, neighbour, organizer, admin };
    const actors = [
      { who: 'nobody', actor: ANONYMOUS },
      { who: 'bad token', actor: ANONYMOUS, token: `${organizer.token.slice(0, -2)}xx` },
      ...Object.entries(people).map(([who, { token, actor }]) => ({ who, token, actor })),
    ];
    cells = Object.entries(ATTEMPTS).flatMap(([route, attempts]) =>
      Object.entries(forums).flatMap(([whose, forum]) =>
        attempts(forum).flatMap((attempt) =>
          actors.map((each) => ({
            ...each,
            route,
            whose: whose as Cell['whose'],
            attempt,
            allowed: each.who !== 'bad token' && isAllowed(each.actor, CLASSIFIED_ROUTES[route]!, attempt),
          })),
        ),
      ),
    );
  }, 180_000);
  afterAll(() => system?.stop(), 60_000);

  const ask = async ({ route, token, attempt }: Cell, variant: string) => {
    const [method, path] = VARIANTS[variant]!(route.split(' ')[0]!, attempt.path);
    sent += 1;
    return send(system.demo.url, { method, path, token, body: attempt.body });
  };
  const describeCell = ({ route, who, whose, attempt }: Cell, variant: string, status: number) =>
    `${status} ${route} (${variant}) by ${who}, ${whose}: ${attempt.path} ${JSON.stringify(attempt.body ?? '')}`;
  /** What somebody who may not see drafts of a forum was shown of them. */
  const leaks = ({ actor }: Cell, text: string) =>
    Object.values(forums)
      .filter(
        ({ slug, programmeId }) =>
          text.includes(draftMark(slug)) && !allows(actor, 'draft.read', { programmeId }),
      )
      .map(({ slug }) => ` shows drafts of ${slug}`);

  it('is tried for every route that there is', () => {
    expect(Object.keys(ATTEMPTS).sort()).toEqual(Object.keys(CLASSIFIED_ROUTES).sort());
  });

  it('is refused wherever the policy refuses, however the path is written', async () => {
    const wrong: string[] = [];
    const tries = cells
      .filter(({ allowed }) => !allowed)
      .flatMap((cell) => variantsOf(cell, Object.keys(VARIANTS)));
    await inParallel(tries, async ({ cell, variant }) => {
      const { status, text } = await ask(cell, variant);
      const right = PLAIN.includes(variant) ? refusals(cell).includes(status) : status >= 400 && status < 500;
      if (!right) wrong.push(describeCell(cell, variant, status));
      wrong.push(...leaks(cell, text).map((leak) => describeCell(cell, variant, status) + leak));
    });
    expect(wrong).toEqual([]);
  });

  it('is given wherever the policy allows it, and each try succeeds for somebody', async () => {
    const wrong: string[] = [];
    const answers = new Map<Attempt, number[]>();
    const take = async (cell: Cell, variant: string) => {
      const { status, text } = await ask(cell, variant);
      answers.set(cell.attempt, [...(answers.get(cell.attempt) ?? []), status]);
      if (status >= 500 || status === 401 || status === 403) wrong.push(describeCell(cell, variant, status));
      wrong.push(...leaks(cell, text).map((leak) => describeCell(cell, variant, status) + leak));
    };
    const allowed = cells.filter((cell) => cell.allowed);
    const isRead = ({ route }: Cell) => route.startsWith('GET');
    await inParallel(
      allowed.filter(isRead).flatMap((cell) => variantsOf(cell, PLAIN)),
      ({ cell, variant }) => take(cell, variant),
    );
    // One after the other, and what ends an object last: each change is to find it as it was made.
    const writes = allowed.filter((cell) => !isRead(cell));
    const isEnd = ({ route }: Cell) => /^DELETE|withdraw$/.test(route);
    for (const cell of [...writes.filter((each) => !isEnd(each)), ...writes.filter(isEnd)])
      await take(cell, 'as it is');

    for (const cell of allowed) {
      const statuses = answers.get(cell.attempt)!;
      const { atBest = Math.min(...statuses) } = cell.attempt;
      const isSuccess = atBest < 300 || atBest === cell.attempt.atBest;
      if (!isSuccess || !statuses.includes(atBest)) wrong.push(describeCell(cell, 'by anybody', atBest));
    }
    expect(wrong).toEqual([]);
  });

  it('needs nothing of NATS that a process may not do', () => {
    const processes = ['gateway', 'events', 'sessions', 'participants', 'notifications'];
    const refused = processes
      .flatMap((name) => system.logOf(name))
      .filter((line) => /permissions? violation/i.test(line));
    expect(refused).toEqual([]);
  });

  it('was tried as often as it says', () => {
    const refused = cells.filter(({ allowed }) => !allowed).length;
    process.stdout.write(
      `  route matrix: ${sent} requests; ${Object.keys(CLASSIFIED_ROUTES).length} routes, ${Object.keys(VARIANTS).length} ways to write ` +
        `them, ${cells.length} cells of actor × object, ${refused} of them refused\n`,
    );
    expect(sent).toBeGreaterThan(refused * (Object.keys(VARIANTS).length - 1));
  });
});

/** Those of the variants that differ for this cell: only GET has a HEAD. */
function variantsOf(cell: Cell, variants: readonly string[]): { cell: Cell; variant: string }[] {
  const fitting = variants.filter((variant) => variant !== 'HEAD' || cell.route.startsWith('GET'));
  return fitting.map((variant) => ({ cell, variant }));
}

function isAllowed(actor: Actor, action: Action, { action: other, object = {} }: Attempt): boolean {
  // The edge asks for the route's own action first; the owner for the one that the object makes it.
  return allows(actor, other ?? action, typeof object === 'function' ? object(actor) : object);
}

/** Without a good token 401; with one 403, or 404 for what must not be known to exist. */
function refusals({ who, actor, attempt }: Cell): number[] {
  if (who === 'bad token') return [401];
  if (actor.kind === 'anonymous') return attempt.action === 'draft.read' ? [404] : [401];
  return [403, 404];
}
