import { describeLocal } from '#time';

/** A calendar day, `2027-06-10`, in words. */
export const dayInWords = (date: string, locale: string): string =>
  date ? describeLocal(`${date}T12:00:00Z`, 'Etc/UTC', locale).longDate : '';
