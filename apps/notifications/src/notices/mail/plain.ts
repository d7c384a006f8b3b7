import { domainToASCII } from 'node:url';

const PLAIN = /^(?<local>[^\s\p{Cc}@<>"(),:;\\[\]]+)@(?<domain>[^\s\p{Cc}@<>"(),:;\\[\]]+)$/u;
const NOT_PRINTED = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]+/gu;

/**
 * An address as mail servers take it, its domain in ASCII (RFC 5891).
 * @throws Error unless it is one plain address: what else is written there would name other recipients, or none
 */
export function plainAddress(email: string): string {
  const { local, domain } = PLAIN.exec(email)?.groups ?? {};
  const ascii = domain && domainToASCII(domain);
  if (!local || !ascii) throw new Error('the address is none');
  return `${local}@${ascii}`;
}

/** The domain of an address, as those that are told apart by pace. */
export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** A name on one line: control characters, line separators and halves of characters become a space. */
export const plainName = (name: string): string => name.replaceAll(NOT_PRINTED, ' ').trim();

/** A text whose lines end in LF, without other control characters: mail servers turn those into something else. */
export const plainText = (text: string): string =>
  text.replaceAll(/\r\n|[\r\u0085\u2028\u2029]/g, '\n').replaceAll(/[^\P{Cc}\t\n]|\p{Surrogate}/gu, '');
