import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ProgrammeInput } from '../events.js';
import { DelegateName } from '../participants/index.js';
import { PlaceInput, SessionInput } from '../sessions/index.js';
import { fieldErrorsOf } from './errors.js';

const wrong = (schema: z.ZodType, input: unknown) => {
  const { error } = schema.safeParse(input);
  return fieldErrorsOf(error!).map(({ path, message }) => `${path} ${message}`);
};

describe('errors of fields', () => {
  it('say that a field is missing and what it must be', () => {
    expect(wrong(SessionInput, {})).toEqual([
      'title is missing; it must be a text or an object',
      'durationMinutes is missing; it must be a number',
    ]);
    expect(wrong(SessionInput, undefined)).toEqual(['(body) is missing; it must be an object']);
  });

  it('say what would be right, in the words of people', () => {
    const input = {
      title: 5,
      durationMinutes: '60',
      format: 'talk',
      languages: 'en',
      parts: { Rome: 'none' },
    };
    expect(wrong(SessionInput, input)).toEqual([
      'title must be a text or an object',
      'format must be “plenary”, “panel”, “debate”, “workshop”, “ceremony”, “performance”, “matching” or “watch-party”',
      'languages must be a list',
      'parts.Rome is not a possible name here: it must be lower-case letters and digits, joined by hyphens, like “sea-festival”',
      'durationMinutes must be a number',
    ]);
    expect(wrong(z.object({ seats: z.int().min(1).max(50) }), { seats: 0 })).toEqual([
      'seats must be at least 1',
    ]);
    expect(wrong(z.array(z.string()).max(1), ['a', 'b'])).toEqual(['(body) must have at most 1 items']);
    expect(wrong(z.number().positive(), 0)).toEqual(['(body) must be more than 0']);
  });

  it('name what is wrong inside the alternative that was meant', () => {
    const programme = { slug: 'forum', cities: [] };
    expect(wrong(ProgrammeInput, { ...programme, title: { english: 'Forum' } })).toEqual([
      'title.english is not a possible name here: it must be a language tag like “en” or “vi”',
    ]);
    expect(wrong(ProgrammeInput, { ...programme, title: { en: 5 } })).toEqual(['title.en must be a text']);
    expect(wrong(PlaceInput, { name: 'Hall 1' })).toEqual(['city is missing; it must be a text']);
    expect(wrong(PlaceInput, { name: 'Hall 1', city: 'rome', floor: 2 })).toEqual([
      'floor is not a known field',
    ]);
  });

  it('name it inside the nearest of several alternatives of one type', () => {
    expect(wrong(DelegateName, { participantId: null })).toEqual(['participantId must be a text']);
    expect(wrong(DelegateName, { email: 'nowhere', name: 'Delegate 1' })).toEqual([
      'email must be an e-mail address like “name@example.org”',
    ]);
    expect(wrong(DelegateName, { email: 'delegate@example.org', name: 'Delegate 1', role: 'chair' })).toEqual(
      ['role is not a known field'],
    );
    expect(wrong(DelegateName, {})).toEqual(['participantId is missing; it must be a text']);
    expect(wrong(DelegateName, 'Delegate 1')).toEqual(['(body) must be an object']);
  });
});
