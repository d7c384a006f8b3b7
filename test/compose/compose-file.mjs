import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../deploy/local/settings.mjs';

export const inRoot = (file) => path.resolve(ROOT, file);
export const readText = (file) => readFileSync(inRoot(file), 'utf8');

export const TEXT = readText('docker-compose.yml');

/** The file as written, `${…}` and all. */
export const compose = parse(TEXT, { merge: true });

const VARIABLE = /\$\{(\w+)(?::-([^}]*))?\}/g;

/** The names of the variables that Compose takes from `.env` or the shell. */
export const variables = [...new Set([...TEXT.matchAll(VARIABLE)].map(([, name]) => name))];

/** As Compose does it: the value of the variable, else the default. */
export const interpolate = (value, env = {}) =>
  String(value).replaceAll(VARIABLE, (_all, name, otherwise = '') => env[name] || otherwise);

export const sourceOf = (secret) => (typeof secret === 'string' ? secret : secret.source);
