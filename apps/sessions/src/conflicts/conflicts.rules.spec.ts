import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localTime } from '#time';
import { conflictsIn } from './conflicts.rules.js';
import { daysOf, isWithinEvent } from './event-days.rules.js';
import { resolveStart } from '../scheduling/start.rules.js';
import { forumFile } from '../testing/forum.js';
import type { Resource, Scheduled } from './scheduled.js';
import { Suggestions, type OtherPlace } from './suggestions.rules.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const NHA_TRANG = { slug: 'nha-trang', zone: ZONE, comfort: null };
const BOSTON = { slug: 'boston', zone: 'America/New_York', comfort: null };
const at = (instant: string) => Date.parse(`2027-06-${instant}Z`);
const FESTIVAL = { title: 'Festival', startsOn: '2027-06-09', endsOn: '2027-06-11' };
const NOW = at('01T00:00');

const resource = (name: string, more: Partial<Resource> = {}): Resource => ({
  key: name,
  name,
  city: 'nha-trang',
  spans: null,
  ...more,
});
const hall = (name: string, more: Partial<OtherPlace> = {}): OtherPlace => ({
  ...resource(name),
  id: name,
  eventId: 'festival',
  capacity: null,
  ...more,
});
/** At 09:00Z, which is 16:00 in Nha Trang and 05:00 in Boston. */
const session = (id: string, instant = '10T09:00', more: Partial<Scheduled> = {}): Scheduled => ({
  id,
  title: id,
  eventId: 'festival',
  days: null,
  status: 'draft',
  start: at(instant),
  durationMinutes: 60,
  zone: ZONE,
  local: 'local',
  relations: [],
  place: null,
  speakers: [],
  required: [],
  gone: [],
  ownCity: 'nha-trang',
  purpose: 'work',
  burdenReason: null,
  needsMove: false,
  ...more,
});
const found = (...sessions: Scheduled[]) =>
  conflictsIn(sessions).map(({ kind, sessions: ids }) => `${kind} ${ids.join(' ')}`);
const suggest = (sessions: Scheduled[], places: OtherPlace[] = [], now = NOW) => {
  const suggestions = new Suggestions(sessions, places, now);
  return conflictsIn(sessions).map((finding) => suggestions.for(finding));
};

describe('conflicts', () => {
  it('are speakers and places that are taken twice, also by other events', () => {
    const chair = [resource('Chair')];
    const a = session('a', '10T09:00', { place: hall('Hall'), speakers: chair });
    const b = session('b', '10T09:59', { place: hall('Hall'), speakers: chair, eventId: 'other' });
    const c = session('c', '10T10:59', { place: hall('Hall'), speakers: [resource('Guest')] });
    expect(found(c, b, a)).toEqual(['speaker a b', 'place a b']);
    expect(conflictsIn([a, b])[1]!.detail).toBe(
      `“Hall” (nha-trang) is taken twice: by “a” (local ${ZONE}, 60 minutes) and “b” (local ${ZONE}, 60 minutes).`,
    );
  });

  it('are not the speakers of simulcasts, which are one and the same', () => {
    const shared = { place: hall('Hall'), speakers: [resource('Chair')] };
    const relations = [{ kind: 'simulcast' as const, session: 'a' }];
    expect(found(session('a', undefined, shared), session('b', undefined, { ...shared, relations }))).toEqual(
      ['place a b'],
    );
  });

  it('are sessions outside of when somebody can', () => {
    const spans = [{ from: at('10T09:00'), to: at('10T10:00') }];
    const within = { speakers: [resource('Chair', { spans })], place: hall('Hall', { spans }) };
    expect(found(session('a', '10T09:00', within))).toEqual([]);
    expect(found(session('a', '10T08:59', within))).toEqual(['availability a', 'availability a']);
    expect(found(session('a', '10T09:01', { place: within.place }))).toEqual(['availability a']);
  });

  it('are relations that do not hold', () => {
    const relations = [{ kind: 'follows' as const, session: 'a', gapMinutes: 15 }];
    expect(found(session('a'), session('b', '10T10:15', { relations }))).toEqual([]);
    expect(found(session('a'), session('b', '10T10:14', { relations }))).toEqual(['relation a b']);
  });

  it('are burdens above the limit of a required city, unless somebody gave a reason', () => {
    const required = [NHA_TRANG, BOSTON];
    // 60 minutes from 05:00 weigh 8 in Boston; from 06:00, 4.
    expect(found(session('a', '10T09:00', { required }))).toEqual(['burden a']);
    expect(found(session('a', '10T10:00', { required }))).toEqual([]);
    expect(found(session('a', '10T09:00', { required, burdenReason: 'The tide.' }))).toEqual([]);
    expect(conflictsIn([session('a', '10T09:00', { required })])[0]).toMatchObject({
      severity: 'warning',
      detail: expect.stringContaining(
        'begins at 2027-06-10T05:00:00 in boston, which is required and bears 8',
      ),
    });
  });

  it('are found wherever two share something, and nowhere else', () => {
    const drawn = fc.array(
      fc.record({
        start: fc.nat(12),
        durationMinutes: fc.integer({ min: 1, max: 4 }),
        speakers: fc.subarray(['x', 'y', 'z']),
        place: fc.option(fc.constantFrom('p', 'q')),
      }),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(drawn, (all) => {
        const sessions = all.map(({ start, durationMinutes, speakers, place }, index) =>
          session(`s${index}`, undefined, {
            start: at('10T09:00') + start * 60_000,
            durationMinutes,
            speakers: speakers.map((name) => resource(name)),
            place: place === null ? null : hall(place),
          }),
        );
        const expected = sessions.flatMap((a, index) =>
          sessions.slice(index + 1).flatMap((b) => {
            const [from, to] = [
              Math.max(a.start, b.start),
              Math.min(a.start + a.durationMinutes * 60_000, b.start + b.durationMinutes * 60_000),
            ];
            if (from >= to) return [];
            const shared = a.speakers.filter((one) =>
              b.speakers.some((other) => other.key === one.key),
            ).length;
            const key = [a.id, b.id].sort().join(' ');
            return [
              ...Array.from({ length: shared }, () => `speaker ${key}`),
              ...(a.place && a.place.key === b.place?.key ? [`place ${key}`] : []),
            ];
          }),
        );
        const actual = conflictsIn(sessions).map(
          ({ kind, sessions: ids }) => `${kind} ${[...ids].sort().join(' ')}`,
        );
        expect(actual.sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe('the days of an event', () => {
  it('run from midnight to midnight by the host’s clock or the session’s own, whichever is longer', () => {
    const [here, there] = [daysOf(FESTIVAL, [ZONE]), daysOf(FESTIVAL, [ZONE, BOSTON.zone])];
    expect([here.from, here.to]).toEqual([at('08T17:00'), at('11T17:00')]);
    expect([there.from, there.to]).toEqual([at('08T17:00'), at('12T04:00')]);
  });

  it('are where a session starts, and only where they are known', () => {
    const days = daysOf(FESTIVAL, [ZONE]);
    const starts = ['08T16:59', '08T17:00', '11T16:59', '11T17:00'];
    const outside = starts.map((start) => found(session(start, start, { days })).length > 0);
    expect(outside).toEqual([true, false, false, true]);
    expect(found(session('a', '20T09:00', { days }))).toEqual(['outside-event a']);
    expect(found(session('a', '20T09:00'))).toEqual([]);
  });

  it('hold every session of the demo', () => {
    const { events, cities } = forumFile();
    const outside = events.flatMap(({ sessions, hostCity, ...event }) => {
      const { zone } = cities.find(({ slug }) => slug === hostCity)!;
      return sessions.filter(({ start }) => {
        const days = start && daysOf(event, [zone, start.zone]);
        return (
          days &&
          !isWithinEvent(session('a', undefined, { days, start: Date.parse(resolveStart(start).instant) }))
        );
      });
    });
    expect(outside.map(({ slug }) => slug)).toEqual([]);
  });

  it('are where a suggestion leads to: the same hour of the nearest day that is free', () => {
    const days = daysOf(FESTIVAL, [ZONE]);
    const on = (id: string, instant: string) =>
      session(id, instant, { days, place: hall('Hall'), local: localTime(at(instant), ZONE).local });
    const late = on('late', '20T09:00');
    expect(suggest([late])[0]).toMatchObject({ start: { local: '2027-06-11T16:00:00' } });
    expect(suggest([on('early', '02T09:00')])[0]).toMatchObject({ start: { local: '2027-06-09T16:00:00' } });
    expect(suggest([late, on('taken', '11T09:30')])[0]).toMatchObject({
      start: { local: '2027-06-10T16:00:00' },
    });
    expect(suggest([late], [], at('12T00:00'))).toEqual([undefined]);
    // The last quarter hour of the event is no reason to lead out of it.
    expect(suggest([on('a', '11T16:30'), on('b', '11T16:45')])).toEqual([undefined]);
  });
});

describe('a suggestion', () => {
  it('is another place of the event that is free and large enough, else the next free quarter hour', () => {
    const a = session('a', '10T09:00', { place: hall('Hall', { capacity: 50 }), status: 'scheduled' });
    const b = session('b', '10T09:20', { place: hall('Hall', { capacity: 50 }) });
    const taken = session('c', '10T09:30', { place: hall('Taken') });
    const places = [
      hall('Small', { capacity: 20 }),
      hall('Elsewhere', { eventId: 'other', capacity: 90 }),
      hall('Taken'),
      hall('Big', { capacity: 90 }),
    ];
    expect(suggest([a, b, taken], places)[0]).toMatchObject({ session: 'b', place: { id: 'Big' } });
    expect(suggest([a, b, taken], places.slice(0, 3))[0]).toMatchObject({
      session: 'b',
      start: { local: '2027-06-10T17:00:00', zone: ZONE, instant: '2027-06-10T10:00:00Z' },
      needsMove: false,
    });
  });

  it('moves drafts rather than what cities have agreed to, and says when they must be asked', () => {
    const place = hall('Hall');
    const published = { place, status: 'scheduled', needsMove: true };
    expect(
      suggest([session('a', '10T09:00', { place }), session('b', '10T09:20', published)])[0],
    ).toMatchObject({
      session: 'a',
      needsMove: false,
    });
    expect(
      suggest([session('a', '10T09:00', published), session('b', '10T09:20', published)])[0],
    ).toMatchObject({
      session: 'b',
      needsMove: true,
      detail: expect.stringContaining('propose a move'),
    });
  });

  it('for a burden is the kindest start of that day at which nothing is in the way', () => {
    const heavy = session('a', '10T09:00', { required: [NHA_TRANG, BOSTON], place: hall('Hall') });
    const first = suggest([heavy])[0]!;
    expect(first.start!.local.slice(0, 10)).toBe('2027-06-10');
    const other = session('b', first.start!.instant.slice(8, 16), { place: hall('Hall') });
    const second = suggest([heavy, other]).find((each) => each?.session === 'a')!;
    expect(second.start!.instant).not.toBe(first.start!.instant);
  });

  it('is none where there is none within a week', () => {
    const spans = [{ from: at('10T00:00'), to: at('10T00:30') }];
    expect(suggest([session('a', '10T09:00', { place: hall('Hall', { spans }) })])).toEqual([undefined]);
  });

  it('solves what it is for and makes nothing worse', () => {
    const drawn = fc.array(
      fc.record({
        quarter: fc.nat(8),
        day: fc.constantFrom('08', '10', '11', '14'),
        place: fc.constantFrom('p', 'q'),
        speaker: fc.constantFrom('x', 'y'),
        follows: fc.option(fc.nat()),
      }),
      { minLength: 2, maxLength: 6 },
    );
    fc.assert(
      fc.property(drawn, (all) => {
        const sessions = all.map(({ quarter, day, place, speaker, follows }, index) =>
          session(`s${index}`, undefined, {
            start: at(`${day}T09:00`) + quarter * 900_000,
            local: localTime(at(`${day}T09:00`) + quarter * 900_000, ZONE).local,
            days: daysOf(FESTIVAL, [ZONE]),
            place: hall(place),
            speakers: [resource(speaker)],
            relations:
              follows === null || index === 0 ? [] : [{ kind: 'follows', session: `s${follows % index}` }],
          }),
        );
        const suggestions = new Suggestions(sessions, [hall('p'), hall('q'), hall('r')], NOW);
        const before = conflictsIn(sessions);
        for (const finding of before) {
          const suggestion = suggestions.for(finding);
          if (!suggestion) continue;
          const { session: id, start, place } = suggestion;
          const after = conflictsIn(
            sessions.map((each) =>
              each.id !== id
                ? each
                : {
                    ...each,
                    ...(start && { start: Date.parse(start.instant) }),
                    ...(place && { place: hall(place.id) }),
                  },
            ),
          );
          const keyOf = ({ kind, sessions: ids }: (typeof after)[number]) =>
            `${kind} ${[...ids].sort().join(' ')}`;
          const known = new Set(before.map(keyOf));
          expect(after.map(keyOf).filter((key) => !known.has(key))).toEqual([]);
          expect(after.filter((each) => each.kind === finding.kind).map(keyOf)).not.toContain(keyOf(finding));
        }
      }),
    );
  });
});
