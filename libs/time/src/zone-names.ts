/**
 * The zone's name in a language ("Central European Summer Time", "ora legale dell’Europa centrale"). The
 * words come from the host's ICU, which also decides between summer and standard time by its own, possibly
 * older, tzdb: where its offset differs from the pinned one the name would be wrong and is not given.
 */
export function zoneNameInLanguage(
  name: string,
  instantMillis: number,
  offset: string,
  locale: string,
): string | undefined {
  try {
    if (
      namePart('en', name, 'longOffset', instantMillis).replace('GMT', '') !== offset.replace('+00:00', '')
    ) {
      return undefined;
    }
    return namePart(locale, name, 'long', instantMillis) || undefined;
  } catch (error) {
    // A name the host's ICU doesn't know; the pinned tzdb may be newer.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `+05:30`; with seconds where there are any (Monrovia until 1972: `-00:44:30`). */
export function formatOffset(offsetMillis: number): string {
  const total = Math.round(Math.abs(offsetMillis) / 1000);
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60];
  if (total % 60) parts.push(total % 60);
  return (offsetMillis < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join(':');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function namePart(
  locale: string,
  timeZone: string,
  timeZoneName: 'long' | 'longOffset',
  instantMillis: number,
): string {
  const key = `${locale} ${timeZone} ${timeZoneName}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName });
    formats.set(key, format);
  }
  return format.formatToParts(instantMillis).find((part) => part.type === 'timeZoneName')?.value ?? '';
}
