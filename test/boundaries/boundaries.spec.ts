import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');

/** A break of each rule of .dependency-cruiser.cjs: the rule's name, and the smallest tree that breaks it. */
const BREAKS: Record<string, Record<string, string>> = {
  'no-circular': {
    'apps/events/src/a.ts': `import { b } from './b.js'; export const a = () => b;`,
    'apps/events/src/b.ts': `import { a } from './a.js'; export const b = () => a;`,
  },
  'no-app-to-app': {
    'apps/events/src/a.ts': `export const a = 1;`,
    'apps/sessions/src/b.ts': `import { a } from '../../events/src/a.js'; export const b = a;`,
  },
  'no-lib-to-app': {
    'apps/events/src/a.ts': `export const a = 1;`,
    'libs/time/src/b.ts': `import { a } from '../../../apps/events/src/a.js'; export const b = a;`,
  },
  'contracts-know-zod-only': {
    'libs/contracts/src/a.ts': `import { DateTime } from 'luxon'; export const a = DateTime;`,
  },
  'time-is-pure': {
    'libs/time/src/a.ts': `import { readFileSync } from 'node:fs'; export const a = readFileSync;`,
  },
  'calendar-knows-time-and-ical': {
    'libs/calendar/src/a.ts': `import { z } from 'zod'; export const a = z;`,
  },
  'platform-has-no-word-of-the-product': {
    'libs/contracts/src/events.ts': `export const a = 1;`,
    'libs/platform/src/a.ts': `import { a } from '../../contracts/src/events.js'; export const b = a;`,
  },
  'libs-by-their-index': {
    'libs/time/src/inside.ts': `export const a = 1;`,
    'apps/events/src/b.ts': `import { a } from '../../../libs/time/src/inside.js'; export const b = a;`,
  },
  'rules-are-pure': {
    'apps/events/src/x.rules.ts': `import { readFileSync } from 'node:fs'; export const a = readFileSync;`,
  },
  'entities-know-no-services': {
    'apps/events/src/x.service.ts': `export const a = 1;`,
    'apps/events/src/x.entity.ts': `import { a } from './x.service.js'; export const b = a;`,
  },
  'services-know-no-controllers': {
    'apps/events/src/x.controller.ts': `export const a = 1;`,
    'apps/events/src/x.service.ts': `import { a } from './x.controller.js'; export const b = a;`,
  },
  'migrations-stand-alone': {
    'apps/events/src/x.entity.ts': `export const a = 1;`,
    'apps/events/src/migrations/1.ts': `import { a } from '../x.entity.js'; export const b = a;`,
  },
  'no-testing-in-production': {
    'libs/platform/src/testing/a.ts': `export const a = 1;`,
    'libs/platform/src/b.ts': `import { a } from './testing/a.js'; export const b = a;`,
  },
  'no-dev-dependencies-in-production': {
    'apps/events/src/a.ts': `import fc from 'fast-check'; export const a = fc;`,
  },
};

interface Cruised {
  summary: { violations: { rule: { name: string } }[]; ruleSetUsed: { forbidden: { name: string }[] } };
}

/** Cruises a tree of its own under the project's rules. */
function cruise(files: Record<string, string>): Cruised {
  const dir = mkdtempSync(join(tmpdir(), 'meridian-boundaries-'));
  try {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(ROOT, file), join(dir, file));
    symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    const folders = [...new Set(Object.keys(files).map((file) => file.split('/')[0]!))];
    const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [cli, ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
    // The json reporter always exits 0.
    return JSON.parse(execFileSync(process.execPath, args, { cwd: dir, encoding: 'utf8' })) as Cruised;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

describe('the import boundaries', () => {
  it.each(Object.entries(BREAKS))('%s: a planted break is found', (rule, files) => {
    expect(cruise(files).summary.violations.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('have a planted break for every rule', () => {
    const { summary } = cruise({ 'apps/events/src/a.ts': 'export const a = 1;' });
    expect(summary.violations).toEqual([]);
    expect(summary.ruleSetUsed.forbidden.map((rule) => rule.name).sort()).toEqual(Object.keys(BREAKS).sort());
  });
});
