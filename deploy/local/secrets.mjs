import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * One random secret per data folder, drawn once (`run/secret`, readable by its owner only). Every password of
 * the servers and the token secret are derived from it by purpose, so none needs a file of its own.
 *
 * @param {string} runFolder
 * @returns {(purpose: string) => string} 48 hex digits after a letter: NATS's configuration would read `12e4…` as a number
 */
export function openSecrets(runFolder) {
  const file = path.join(runFolder, 'secret');
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const root = readFileSync(file, 'utf8');
  return (purpose) => `k${createHmac('sha256', root).update(purpose).digest('hex').slice(0, 48)}`;
}
