import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { POLICY, type Action } from '#contracts';
import { PARTNER_TRANSITIONS } from '../../apps/events/src/partners/partners.rules.js';
import { DELIVERY_TRANSITIONS } from '../../apps/notifications/src/delivery/delivery.rules.js';
import { REMINDER_TRANSITIONS } from '../../apps/notifications/src/reminders/reminder.rules.js';
import { SEAT_TRANSITIONS } from '../../apps/participants/src/seats/seats.rules.js';
import { LIVE_TRANSITIONS } from '../../apps/sessions/src/dayof/dayof.rules.js';
import { PLAN_STATES } from '../../apps/sessions/src/planner/plan.rules.js';
import { MOVE_TRANSITIONS } from '../../apps/sessions/src/moves/move.rules.js';
import { POLL_STATES } from '../../apps/sessions/src/polls/poll.rules.js';
import { SESSION_STATES } from '../../apps/sessions/src/scheduling/session.rules.js';
import { SERIES_STATES } from '../../apps/sessions/src/series/series.rules.js';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/STATES.md'), 'utf8');

/** The rows below a heading of docs/STATES.md, by column name. */
function rowsOf(heading: string): Record<string, string>[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [head = '', , ...body] = lines;
  return body.map((line) =>
    Object.fromEntries(cells(head).map((name, index) => [name, cells(line)[index]!])),
  );
}

const written = (heading: string, ...columns: string[]) =>
  rowsOf(heading)
    .map((row) => columns.map((column) => row[column]).join(' · '))
    .sort();

describe('docs/STATES.md', () => {
  it('has the sessions’ table', () => {
    const table = Object.entries(SESSION_STATES).flatMap(([from, events]) =>
      Object.entries(events).map(([by, { to, facts }]) => {
        const names = facts.map((fact) => `\`${fact.split('.').slice(2, 4).join('.')}\``);
        return [from, by, to, names.join(', ')].join(' · ');
      }),
    );
    expect(written('Session', 'from', 'by', 'to', 'facts')).toEqual(table.sort());
  });

  it('has the series’ table', () => {
    const table = Object.entries(SERIES_STATES).flatMap(([from, events]) =>
      Object.entries(events).map(([by, { to, facts }]) => {
        const names = facts.map((fact) => `\`${fact.split('.').slice(2, 4).join('.')}\``);
        return [from, by, to, names.join(', ')].join(' · ');
      }),
    );
    expect(written('Series', 'from', 'by', 'to', 'facts')).toEqual(table);
  });

  it('has the moves’ table', () => {
    const may = (who: Action | null) =>
      who && POLICY[who].map((role) => role.replace('city-', '')).join(', ');
    const table = Object.entries(MOVE_TRANSITIONS).flatMap(([from, events]) =>
      Object.entries(events).flatMap(([by, { to, who }]) =>
        to.map((status) => [from, by, status, may(who) ?? '–'].join(' · ')),
      ),
    );
    expect(written('Move', 'from', 'by', 'to', 'who may')).toEqual(table.sort());
  });

  it('has the partners’ table', () => {
    const table = Object.entries(PARTNER_TRANSITIONS).flatMap(([from, answers]) =>
      Object.entries(answers).map(([by, to]) => [from, by, to].join(' · ')),
    );
    expect(written('Partner', 'from', 'by', 'to')).toEqual(table.sort());
  });

  it('has the plans’ table', () => {
    const table = Object.entries(PLAN_STATES).flatMap(([from, events]) =>
      Object.entries(events).map(([by, { to, who }]) =>
        [from, by, to, who === null ? 'service' : POLICY[who].join(', ')].join(' · '),
      ),
    );
    expect(written('Plan', 'from', 'by', 'to', 'who may')).toEqual(table.sort());
  });

  it('has the polls’ table', () => {
    const table = Object.entries(POLL_STATES).flatMap(([from, events]) =>
      Object.entries(events).map(([by, { to, who, facts }]) => {
        const names = facts.map((fact) => `\`${fact.split('.').slice(2, 4).join('.')}\``);
        return [from, by, to, who === null ? 'service' : POLICY[who].join(', '), names.join(', ')].join(
          ' · ',
        );
      }),
    );
    expect(written('Poll', 'from', 'by', 'to', 'who may', 'facts')).toEqual(table.sort());
  });

  it('has the seats’ table', () => {
    const table = SEAT_TRANSITIONS.map(({ from, cause, to, by }) =>
      [from ?? '–', cause, to, by.join(', ')].join(' · '),
    );
    expect(written('Seat', 'from', 'by', 'to', 'who may')).toEqual([...table].sort());
  });

  it.each<[string, Record<string, readonly string[]>]>([
    ['Day of a session', LIVE_TRANSITIONS],
    ['Reminder', REMINDER_TRANSITIONS],
    ['Delivery', DELIVERY_TRANSITIONS],
  ])('has the table of every %s', (heading, transitions) => {
    const table = Object.entries(transitions).flatMap(([from, next]) =>
      next.map((to) => [from, to].join(' · ')),
    );
    expect(written(heading, 'from', 'to')).toEqual(table.sort());
  });
});
