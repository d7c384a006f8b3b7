const MOST_LANGUAGES = 10;

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
