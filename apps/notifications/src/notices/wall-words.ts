import { describeLocal } from '#time';

/** A wall time, `2027-11-03T13:00:00`, in words. It is read as if in UTC: no zone shifts it. */
export const wallInWords = (local: string, locale: string): string =>
  describeLocal(`${local.slice(0, 19)}Z`, 'Etc/UTC', locale).shortDateTime;
