import { describe, expect, it } from '@jest/globals';
import { expected, type Mine } from './own.rules.js';

describe('What somebody can expect of their reminders', () => {
  const zone = 'Europe/Rome';
  const mine = (
    id: string,
    start: string,
    rule: string,
    dueAt: string,
    reminder: Partial<Mine['reminder']> = {},
    told: Partial<Pick<Mine, 'isTold' | 'isEventTold'>> = {},
  ): Mine => ({
    isTold: false,
    isEventTold: false,
    ...told,
    session: { id, eventId: 'event', title: id, start: { instant: start } },
    reminder: {
      rule,
      zone,
      audience: 'participants',
      dueAt: new Date(dueAt),
      state: 'planned',
      why: null,
      ...reminder,
    },
  });
  const brief = (items: ReturnType<typeof expected>) =>
    items.map(({ sessionId, rule, comes, inMailOf }) => [sessionId, rule, comes, inMailOf]);

  const morning = '2030-06-10T08:00:00Z';
  const noon = '2030-06-10T10:00:00Z';
  const nextDay = '2030-06-11T08:00:00Z';

  it('is one mail for a day’s sessions, in that of the first, and one each of what is nearer', () => {
    const items = expected(
      [
        mine('noon', noon, 'P1D', '2030-06-09T10:00:00Z'),
        mine('morning', morning, 'P1D', '2030-06-09T08:00:00Z'),
        mine('next-day', nextDay, 'P1D', '2030-06-10T08:00:00Z'),
        mine('morning', morning, 'PT10M', '2030-06-10T07:50:00Z'),
        mine('noon', noon, 'PT10M', '2030-06-10T09:50:00Z'),
      ],
      false,
    );
    expect(brief(items)).toEqual([
      ['morning', 'P1D', true, null],
      ['noon', 'P1D', true, 'morning'],
      ['morning', 'PT10M', true, null],
      ['next-day', 'P1D', true, null],
      ['noon', 'PT10M', true, null],
    ]);
    expect(items[0]).toMatchObject({ local: '2030-06-09T10:00:00', zone, why: null });
    expect(items[1]!.why).toContain('another session');
  });

  it('is one mail for an event, a week ahead', () => {
    const items = expected(
      [
        mine('next-day', nextDay, 'P7D', '2030-06-04T08:00:00Z'),
        mine('morning', morning, 'P7D', '2030-06-03T08:00:00Z'),
      ],
      false,
    );
    expect(brief(items)).toEqual([
      ['morning', 'P7D', true, null],
      ['next-day', 'P7D', true, 'morning'],
    ]);
  });

  it('is once for who is reminded as several, and nothing for who does without, with the reason', () => {
    const twice = [
      mine('morning', morning, 'PT1H', '2030-06-10T07:00:00Z'),
      mine('morning', morning, 'PT1H', '2030-06-10T07:00:00Z', { audience: 'speakers' }),
    ];
    expect(brief(expected(twice, false))).toEqual([['morning', 'PT1H', true, null]]);
    expect(expected(twice, true)).toMatchObject([{ comes: false, why: 'You do without reminders.' }]);
  });

  it('says why one does not come, or comes in the evening before, and lets another carry the mail', () => {
    const items = expected(
      [
        mine('morning', morning, 'P1D', '2030-06-09T08:00:00Z', { state: 'skipped', why: 'It had passed.' }),
        mine('noon', noon, 'P1D', '2030-06-09T10:00:00Z', { why: 'At night.' }),
      ],
      false,
    );
    expect(items).toMatchObject([
      { comes: false, why: 'It had passed.', inMailOf: null },
      { comes: true, why: 'At night.', inMailOf: null },
    ]);
  });

  it('is nothing more of what another mail has told: of an event once, else of each session', () => {
    const ofEvent = { isTold: false, isEventTold: true };
    const items = expected(
      [
        mine('noon', noon, 'P7D', '2030-06-03T10:00:00Z', {}, ofEvent),
        mine('noon', noon, 'P1D', '2030-06-09T10:00:00Z', {}, ofEvent),
        mine('next-day', nextDay, 'P1D', '2030-06-10T08:00:00Z', {}, { isTold: true, isEventTold: true }),
      ],
      false,
    );
    expect(items).toMatchObject([
      { rule: 'P7D', comes: false, why: 'Another reminder has told you of it.' },
      { rule: 'P1D', comes: true, why: null },
      { rule: 'P1D', comes: false, why: 'Another reminder has told you of it.' },
    ]);
  });
});
