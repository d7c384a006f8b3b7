import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './settings.mjs';

const STATIC_IMPORT = /^(?:import|export)\s[^;]*?from '([^']+)';|^import '([^']+)';/gm;

/** Every module that a program loads before its first line runs, and what each imports by name. */
function loadedBy(file, found = new Map()) {
  if (found.has(file)) return found;
  const names = [...readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)].map((match) => match[1] ?? match[2]);
  found.set(file, names);
  for (const name of names) if (name.startsWith('.')) loadedBy(path.resolve(path.dirname(file), name), found);
  return found;
}

describe('on a bare machine', () => {
  it.each(['start.mjs', 'test.mjs', 'check.mjs', 'demo.mjs'])('%s begins without any package', (program) => {
    const loaded = loadedBy(path.join(ROOT, 'deploy/local', program));
    expect(loaded.size).toBeGreaterThan(2);
    const packages = [...loaded].flatMap(([file, names]) =>
      names
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
        .map((name) => `${path.relative(ROOT, file)} imports ${name}`),
    );
    expect(packages).toEqual([]);
  });
});
