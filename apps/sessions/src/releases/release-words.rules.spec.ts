import { describe, expect, it } from '@jest/globals';
import type { Start } from '#contracts';
import { releaseChange, type SessionContent } from '../scheduling/session.rules.js';
import { startAt } from '../scheduling/start.rules.js';
import { inWords } from './release-words.rules.js';

const at = (instant: string, zone = 'Asia/Ho_Chi_Minh'): Start => startAt(Date.parse(instant), zone);
const hall = { id: 'h1', slug: 'hall-1', name: 'Hall 1', city: 'nha-trang', capacity: null };
const content = (overrides: Partial<SessionContent> = {}): SessionContent => ({
  title: { en: 'Opening', vi: 'Khai mạc' },
  format: 'ceremony',
  purpose: 'evening',
  languages: ['vi'],
  place: hall,
  parts: { 'nha-trang': 'required', rome: 'invited' },
  speakers: [],
  start: at('2027-06-10T12:00:00Z'),
  durationMinutes: 60,
  window: null,
  relations: [],
  status: 'scheduled',
  ownCity: 'nha-trang',
  live: null,
  recordingUrl: null,
  gone: [],
  ...overrides,
});
const said = (before: Partial<SessionContent>, after: Partial<SessionContent>) => {
  const [from, to] = [content(before), content(after)];
  return inWords(releaseChange('s1', from, to)!, from, to);
};
const speaker = (id: string) => ({ id, slug: id, name: 'Chair', city: null, status: 'invited' as const });

describe('a release says in words', () => {
  it.each<[Partial<SessionContent>, Partial<SessionContent>, string]>([
    [{ status: 'draft' }, {}, '“Opening” is on Thursday 10 June 2027, 19:00 (Asia/Ho_Chi_Minh).'],
    [
      {},
      { status: 'cancelled' },
      '“Opening” on Thursday 10 June 2027, 19:00 (Asia/Ho_Chi_Minh) is cancelled.',
    ],
    [
      {},
      { start: at('2027-06-10T13:30:00Z') },
      '“Opening” moves from Thursday 10 June 2027, 19:00 (Asia/Ho_Chi_Minh) to 20:30.',
    ],
    [
      {},
      { start: at('2027-06-11T12:00:00Z'), durationMinutes: 90 },
      '“Opening” moves from Thursday 10 June 2027, 19:00 (Asia/Ho_Chi_Minh) to Friday 11 June 2027, 19:00; length from 60 minutes to 90 minutes.',
    ],
    [
      {},
      { start: at('2027-06-10T12:00:00Z', 'Europe/Rome') },
      '“Opening” moves from Thursday 10 June 2027, 19:00 (Asia/Ho_Chi_Minh) to Thursday 10 June 2027, 14:00 (Europe/Rome).',
    ],
    [{}, { place: null }, '“Opening”: place no longer “Hall 1” in nha-trang.'],
    [{ place: null }, {}, '“Opening”: place: “Hall 1” in nha-trang.'],
    [
      {},
      { parts: { 'nha-trang': 'required', rome: 'recording' } },
      '“Opening”: cities’ parts from nha-trang required, rome invited to nha-trang required, rome recording.',
    ],
    [
      { speakers: [speaker('a'), speaker('b')] },
      { speakers: [speaker('b'), speaker('c'), speaker('d')] },
      '“Opening”: speakers: 2 more, 1 fewer.',
    ],
    [
      { relations: [{ kind: 'follows', session: 'a', gapMinutes: 15 }] },
      { relations: [{ kind: 'follows', session: 'a', gapMinutes: 30 }] },
      '“Opening”: relations from follows with 15 minutes between to follows with 30 minutes between.',
    ],
    [
      { relations: [{ kind: 'encore', session: 'a' }] },
      { relations: [{ kind: 'encore', session: 'b' }] },
      '“Opening”: relations changed.',
    ],
    [{}, { title: { en: 'Opening', vi: 'Lễ khai mạc' } }, '“Opening”: title changed.'],
  ])('%#', (before, after, words) => {
    expect(said(before, after).words).toBe(words);
  });

  it('field by field, with what was and what is', () => {
    expect(said({}, { title: 'The opening', durationMinutes: 75 }).details).toEqual([
      { field: 'title', from: '“Opening”', to: '“The opening”' },
      { field: 'durationMinutes', from: '60 minutes', to: '75 minutes' },
    ]);
  });

  it('no name of a speaker', () => {
    expect(JSON.stringify(said({}, { speakers: [speaker('a')] }))).not.toContain('Chair');
  });
});
