import { z } from 'zod';

const MOST_HOURS = 200;
const HOURS = /^([a-z0-9-]{1,80}):((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

export interface CityHours {
  readonly city: string;
  readonly from: string;
  readonly to: string;
}

/** `boston:08:00-20:00,rome:09:00-18:00`: the hours of its day that a city keeps; they may pass midnight. */
export const cityHours = z.string().transform((text, context): CityHours[] => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const parts = text.split(',').filter((part) => part !== '');
  if (parts.length === 0) return refuse('must name at least one city, like “boston:08:00-20:00”');
  if (parts.length > MOST_HOURS) return refuse(`must name at most ${MOST_HOURS} cities`);
  const hours: CityHours[] = [];
  for (const part of parts) {
    const [, city, from, to] = HOURS.exec(part) ?? [];
    if (!city || !from || !to)
      return refuse(`“${part}” must be a city and its hours, like “boston:08:00-20:00”`);
    if (from === to) return refuse(`“${part}” is empty: write 00:00-24:00 for the whole day`);
    if (hours.some((other) => other.city === city)) return refuse(`must not name “${city}” twice`);
    hours.push({ city, from, to });
  }
  return hours;
});
