import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ROOT } from './settings.mjs';
import { newDataFolder } from './testing/launched.mjs';

describe('the build', () => {
  let folder;
  let root;
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const built = (file) => path.join(root, 'dist', file);

  beforeEach(() => {
    folder = newDataFolder();
    root = folder.data;
    copyFileSync(path.join(ROOT, '.swcrc'), path.join(root, '.swcrc'));
    write('package.json', '{"type": "module"}');
    write('apps/events/src/main.ts', 'export const city: string = "nha-trang";');
    write('apps/events/src/page.css', 'h1 { margin: 0 }');
    write('apps/events/src/main.spec.ts', 'throw new Error()');
    write('libs/time/src/index.ts', 'export const zone = "Asia/Ho_Chi_Minh" as const;');
  });
  afterEach(() => folder.remove());

  it('compiles TypeScript to modules with source maps, copies the rest and leaves specs out', async () => {
    await build(root);
    expect(await import(pathToFileURL(built('apps/events/src/main.js')).href)).toMatchObject({
      city: 'nha-trang',
    });
    expect(JSON.parse(readFileSync(built('apps/events/src/main.js.map'), 'utf8')).sources).toEqual([
      '../../../../apps/events/src/main.ts',
    ]);
    expect(existsSync(built('apps/events/src/page.css'))).toBe(true);
    expect(existsSync(built('apps/events/src/main.spec.js'))).toBe(false);
  });

  it('touches only what changed', async () => {
    expect(await build(root)).toHaveLength(3);
    expect(await build(root)).toEqual([]);
    write('libs/time/src/index.ts', 'export const zone = "Europe/Rome" as const;');
    expect(await build(root)).toEqual(['libs/time/src/index.ts']);
  });

  it('removes what has lost its source, so that no old migration runs', async () => {
    await build(root);
    rmSync(path.join(root, 'apps/events/src/main.ts'));
    expect(await build(root)).toEqual(['apps/events/src/main.ts']);
    expect(existsSync(built('apps/events/src/main.js'))).toBe(false);
  });

  it('leaves an app with a Vite configuration to Vite', async () => {
    write('apps/web/vite.config.ts', '');
    write('apps/web/src/main.ts', '');
    expect(await build(root)).not.toContain('apps/web/src/main.ts');
  });

  it('names the file and the place of a mistake, and tries it again next time', async () => {
    write('apps/events/src/broken.ts', 'const x: = 1');
    await expect(build(root)).rejects.toThrow(/apps\/events\/src\/broken\.ts\n.*Unexpected token/);
    await expect(build(root)).rejects.toThrow(/broken\.ts/);
    expect(existsSync(built('apps/events/src/main.js'))).toBe(true);
  });
});
