import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../local/settings.mjs';
import { permissionsOf } from '../nats/permissions.mjs';
import { generatedFiles } from './generated-files.mjs';
import { readMessages } from './messages.mjs';
import { againstDirection, messagesPage, withoutEnd } from './page.mjs';

describe('the catalogue of this checkout', () => {
  const messages = readMessages(ROOT);

  it.each(Object.entries(generatedFiles(messages)))(
    '%s is up to date (else: npm run catalogue)',
    (file, text) => {
      expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
    },
  );

  it('has no request against the direction gateway → notifications → participants → sessions → events', () => {
    expect(againstDirection(messages)).toEqual([]);
  });

  it('has an owner for every message: who answers a request and who publishes a fact is its owner alone', () => {
    for (const { subject, kind, owner, sources, takers } of messages) {
      const owners = kind === 'request' ? takers : sources;
      expect([subject, [...owners].filter((each) => each !== owner)]).toEqual([subject, []]);
    }
  });
});

describe('reading messages', () => {
  const CONTRACTS = {
    'libs/contracts/src/events.ts': `
      export const FindEvents = defineRequest({ subject: 'req.events.find-events.v1', input, output });
      export const EventChanged = defineFact({ subject: 'fact.events.event.changed.v1', kind: 'state', data });`,
    'libs/contracts/src/sessions.ts': `
      export const FindSessions = defineRequest({ subject: 'req.sessions.find-sessions.v1', input, output });`,
    'libs/platform/src/nothing.ts': '',
  };
  const ANSWERS = `import { FindEvents, EventChanged } from '#contracts';
    class EventsController { @Answers(FindEvents) find() { this.tx.publish(EventChanged, {}); } }`;

  it('finds a request that goes back, and one that a service asks of itself', () => {
    const asks = `import { FindEvents, FindSessions } from '#contracts';
      export const both = (requests) => [requests.ask(FindEvents, {}), requests.ask(FindSessions, {})];`;
    const messages = read({ ...CONTRACTS, 'apps/events/src/a.ts': ANSWERS, 'apps/events/src/b.ts': asks });
    expect(againstDirection(messages)).toEqual([
      'events asks req.events.find-events.v1',
      'events asks req.sessions.find-sessions.v1',
    ]);
  });

  it('names those that nobody answers, asks, publishes or consumes', () => {
    const loose = withoutEnd(read({ ...CONTRACTS, 'apps/events/src/a.ts': ANSWERS }));
    expect(loose).toEqual([
      'Nobody answers `req.sessions.find-sessions.v1`.',
      'Nobody asks `req.events.find-events.v1`.',
      'Nobody asks `req.sessions.find-sessions.v1`.',
      'Nobody consumes `fact.events.event.changed.v1`.',
    ]);
  });

  it('takes no notice of comments, texts, tests and types', () => {
    const looksLike = `import { type FindEvents } from '#contracts';
      // requests.ask(FindEvents, {})
      export const text = 'requests.ask(FindEvents, {})';`;
    const asks = `import { FindEvents } from '#contracts'; requests.ask(FindEvents, {});`;
    const messages = read({
      ...CONTRACTS,
      'apps/gateway/src/a.ts': looksLike,
      'apps/gateway/src/a.spec.ts': asks,
      'apps/gateway/src/testing/a.ts': asks,
    });
    expect(messages.flatMap(({ sources }) => [...sources])).toEqual([]);
  });

  it('knows what is asked from a list', () => {
    const asks = `import { FindEvents, FindSessions } from '#contracts';
      const ALL = [FindEvents, FindSessions];
      export const all = (requests) => ALL.map((each) => requests.ask(each, {}));`;
    const messages = read({ ...CONTRACTS, 'apps/gateway/src/a.ts': asks });
    expect(permissionsOf('gateway', messages).publish).toEqual([
      'req.events.find-events.v1',
      'req.sessions.find-sessions.v1',
    ]);
    expect(messagesPage(messages)).toContain('| `FindEvents`   | –           | gateway  |');
  });
});

describe('reading signals', () => {
  const CONTRACTS = {
    'libs/contracts/src/events.ts': `
      export const Ticked = defineSignal({ subject: 'signal.events.tick', data });
      export const Tocked = defineSignal({ subject: 'signal.events.tock', data });`,
    'libs/platform/src/nothing.ts': '',
  };
  const tells = `import { Ticked } from '#contracts'; signals.tell(Ticked, 'a', {});`;
  const hears = `import { Ticked } from '#contracts'; signals.listen(Ticked, () => {});`;

  it('lets each process tell and hear those that it tells and hears in the sources, and no other', () => {
    const messages = read({ ...CONTRACTS, 'apps/events/src/a.ts': tells, 'apps/gateway/src/a.ts': hears });
    const signalsOf = (subjects) => subjects.filter((subject) => subject.startsWith('signal.'));
    const rights = (user) => {
      const { publish, subscribe } = permissionsOf(user, messages);
      return { tells: signalsOf(publish), hears: signalsOf(subscribe) };
    };
    expect(rights('events')).toEqual({ tells: ['signal.events.tick'], hears: [] });
    expect(rights('gateway')).toEqual({ tells: [], hears: ['signal.events.tick'] });
    expect(rights('sessions')).toEqual({ tells: [], hears: [] });
    expect(messagesPage(messages)).toContain('| `signal.events.tick` | `Ticked`   | events  | gateway  |');
  });

  it('names those that nobody tells or hears', () => {
    expect(withoutEnd(read({ ...CONTRACTS, 'apps/events/src/a.ts': tells }))).toEqual([
      'Nobody tells `signal.events.tock`.',
      'Nobody hears `signal.events.tick`.',
      'Nobody hears `signal.events.tock`.',
    ]);
  });
});

/** The messages of a tree with these files. */
function read(files) {
  const root = mkdtempSync(path.join(tmpdir(), 'meridian-catalogue-'));
  try {
    for (const [file, text] of Object.entries({ 'apps/none.ts': '', ...files })) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    return readMessages(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
