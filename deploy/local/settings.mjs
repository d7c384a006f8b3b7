import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this launcher belongs to. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Reads `.env` beside package.json, if there is one. What the shell has set wins. */
export function loadDotEnv() {
  const file = path.join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * The folders of one data folder, made when missing and readable by their owner only (they hold passwords).
 * `top` is `data`, or the checkout's `.data` when it lies in there. `bin` is the cache of downloaded servers, shared
 * between data folders, elsewhere through MERIDIAN_BIN_CACHE.
 *
 * @param {string} [folder] absolute, or relative to the checkout; MERIDIAN_DATA or `.data` when left out
 */
export function openDataFolder(folder = process.env.MERIDIAN_DATA || '.data') {
  const data = path.resolve(ROOT, folder);
  const folders = {
    data,
    top: data.startsWith(openWorkFolder() + path.sep) ? openWorkFolder() : data,
    run: path.join(data, 'run'),
    logs: path.join(data, 'logs'),
    bin: path.resolve(ROOT, process.env.MERIDIAN_BIN_CACHE || path.join('.data', 'bin')),
  };
  for (const each of Object.values(folders)) mkdirSync(each, { recursive: true, mode: 0o700 });
  return folders;
}

/** The checkout's own `.data`, whatever MERIDIAN_DATA says: for what belongs to its packages and its `dist`. */
export function openWorkFolder(root = ROOT) {
  const folder = path.join(root, '.data');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Whether a file was started by itself rather than imported. */
export const isMain = (url) =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
