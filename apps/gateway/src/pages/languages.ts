const MOST_LANGUAGES = 10;

/** The languages that people are written to in (DESIGN section 11). */
export const PAGE_LANGUAGES = ['en', 'vi', 'ja', 'it', 'kn'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

/** The first of them that an Accept-Language header prefers, without its region; else English. */
export function pageLanguage(accepted: string | undefined): PageLanguage {
  const tags = readingLanguages(accepted).map((tag) => tag.split('-')[0]!.toLowerCase());
  return tags.flatMap((tag) => PAGE_LANGUAGES.find((language) => language === tag) ?? [])[0] ?? 'en';
}

/** The languages of an Accept-Language header (RFC 9110 12.5.4), the preferred first. */
export function readingLanguages(accepted: string | undefined): string[] {
  return (accepted ?? '')
    .split(',')
    .slice(0, MOST_LANGUAGES)
    .map((range) => {
      const [tag = '', weight] = range.trim().split(/\s*;\s*q=/);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
