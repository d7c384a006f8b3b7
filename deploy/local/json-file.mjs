import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What the file holds; null when it is missing or not JSON. */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Replaces the file as a whole, readable by its owner only: a reader never sees half of it. */
export function writeJson(file, value) {
  const aside = `${file}.${process.pid}.new`;
  writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, file);
}
