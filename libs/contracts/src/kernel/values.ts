import { z } from 'zod';

// Control characters would travel into mail headers and .ics lines; they are refused at the boundary.
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F\u2028\u2029]/;
const LINE_BREAK_OR_CONTROL = /[\u0000-\u001F\u007F\u2028\u2029]/;

/** Half of a surrogate pair is no character: PostgreSQL refuses it in JSON, and nobody could read it. */
const isText = (text: string): boolean => !/\p{Surrogate}/u.test(text);
const NO_TEXT = 'must not contain half of a surrogate pair';

/** Opaque; UUID version 7 in practice, so that indexes stay local. */
export const Id = z
  .string()
  .min(1, 'must not be empty')
  .max(64, 'must have at most 64 characters')
  .refine((text) => !LINE_BREAK_OR_CONTROL.test(text), 'must not contain control characters')
  .refine(isText, NO_TEXT);

/** A text of one line, without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .refine((text) => !LINE_BREAK_OR_CONTROL.test(text), 'must be one line without control characters')
    .refine(isText, NO_TEXT);

/** A text that may have line feeds and tabs, but no other control characters. */
export const prose = (max: number) =>
  z
    .string()
    .max(max, `must have at most ${max} characters`)
    .refine((text) => !CONTROL.test(text), 'must not contain control characters')
    .refine(isText, NO_TEXT);

/** Lower-case words joined by hyphens, as they stand in addresses. */
export const Slug = z
  .string()
  .max(80, 'must have at most 80 characters')
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be lower-case letters and digits, joined by hyphens, like “sea-festival”',
  );

/** BCP 47 language tag of two or three letters with an optional region, like `en` or `pt-BR`. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language tag like “en” or “vi”');

/** A text, or one per language: `{"en": "…", "vi": "…"}`. */
export const titleText = (max: number) =>
  z.union([
    line(max),
    z.record(Language, line(max)).refine((map) => Object.keys(map).length > 0, 'needs at least one language'),
  ]);
export const descriptionText = z.union([prose(10_000), z.record(Language, prose(10_000))]);
export const Text = z.union([z.string(), z.record(z.string(), z.string())]);
export type Text = z.infer<typeof Text>;

/** An instant, UTC with Z: `2027-06-10T12:00:00Z`. */
export const Instant = z.iso.datetime({
  error: 'must be an instant in UTC like “2027-06-10T12:00:00Z”',
  abort: true,
});

/** The years that libs/time resolves; every date type of PostgreSQL takes them. Asked of what comes in, never of what is there. */
const isYearInRange = (text: string): boolean => text.slice(0, 4) >= '1970' && text.slice(0, 4) <= '2100';
const YEARS = 'must be in the years 1970 to 2100';
export const InstantInput = Instant.refine(isYearInRange, YEARS);

/** A wall time without offset, as people agreed it: `2027-06-10T19:00:00`. Checked against its zone by libs/time. */
export const WallTime = z.string().max(40);
export const ZoneName = z.string().max(64);

/** An address that browsers are sent to: `https://meet.example.org/room`. No user name or password in it. */
export const HttpsUrl = z
  .string()
  .max(2_000, 'must have at most 2000 characters')
  .refine(isHttpsUrl, 'must be an address like “https://meet.example.org/room”');

function isHttpsUrl(text: string): boolean {
  // The parser would take out white space and line feeds on its own, so they are refused before.
  if (/[\s\u0000-\u001F\u007F\\]/.test(text) || !isText(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}

/** A calendar day: `2027-06-10`. */
export const LocalDate = z.iso.date({ error: 'must be a day like “2027-06-10”', abort: true });
export const LocalDateInput = LocalDate.refine(isYearInRange, YEARS);

/** A list's page: `cursor` is opaque, from the last reply's `next`. */
export const pageInput = {
  cursor: z.string().max(400).optional(),
  limit: z.int().min(1).max(500).default(100),
};

/** Every list is `{items, next}`; `next` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** The text in the first of these languages that it has; else English; else whatever there is. */
export function textIn(text: Text, ...languages: string[]): string {
  if (typeof text === 'string') return text;
  for (const language of [...languages, 'en']) {
    const found = text[language] ?? text[language.split('-')[0] ?? ''];
    if (found !== undefined) return found;
  }
  return Object.values(text)[0] ?? '';
}
