import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { descriptionText, HttpsUrl, Id, line, prose, titleText } from './values.js';

const TEXTS: [string, z.ZodType, (text: string) => unknown][] = [
  ['an id', Id, (text) => text],
  ['a line', line(20), (text) => text],
  ['prose', prose(20), (text) => text],
  ['a title', titleText(20), (text) => ({ en: text })],
  ['a description', descriptionText, (text) => ({ en: text })],
  ['an address', HttpsUrl, (text) => `https://meet.example.org/${text}`],
];

describe('texts that come in', () => {
  it.each(TEXTS)('%s takes any character, never half of one', (_name, schema, withText) => {
    for (const whole of ['𠮷野家', '👍🏽', 'ಉದ್ಘಾಟನೆ']) {
      expect(schema.safeParse(withText(whole)).success).toBe(true);
    }
    for (const half of ['\ud83d', 'a\udc4d', '\udc4d\ud83d', '\ud83d\ud83d\udc4d']) {
      expect(schema.safeParse(withText(half)).success).toBe(false);
    }
  });
});
