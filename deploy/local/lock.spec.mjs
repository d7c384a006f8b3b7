import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeLock, withLock } from './lock.mjs';
import { commandLine } from './processes.mjs';
import { newDataFolder } from './testing/launched.mjs';

describe('the lock of a data folder', () => {
  let folder;
  let file;
  const heldBy = (holder) => writeFileSync(file, JSON.stringify(holder));

  beforeEach(() => {
    folder = newDataFolder();
    file = path.join(folder.data, 'launcher.lock');
  });
  afterEach(() => folder.remove());

  it('refuses a second launcher and says where the first one answers', () => {
    takeLock(folder.data).announce('http://127.0.0.1:3000');
    expect(() => takeLock(folder.data)).toThrow('already running here at http://127.0.0.1:3000');
  });

  it('can be taken again once it was released', () => {
    takeLock(folder.data).release();
    expect(() => takeLock(folder.data)).not.toThrow();
  });

  it('is taken over from a launcher that is gone', () => {
    heldBy({ pid: 2 ** 22 + 1, commandLine: 'node deploy/local/start.mjs' });
    expect(() => takeLock(folder.data)).not.toThrow();
  });

  it('is taken over when the pid has been given to another program since', () => {
    heldBy({ pid: process.ppid, commandLine: `not ${commandLine(process.ppid)}` });
    expect(() => takeLock(folder.data)).not.toThrow();
  });

  it('is taken over when the machine went down while it was written', () => {
    writeFileSync(file, '');
    expect(() => takeLock(folder.data)).not.toThrow();
  });

  it('lets work under one lock be done one after the other', async () => {
    let inside = 0;
    const most = [];
    const work = () =>
      withLock(file, async () => {
        inside += 1;
        most.push(inside);
        await new Promise(setImmediate);
        inside -= 1;
      });
    await Promise.all([work(), work(), work()]);
    expect(most).toEqual([1, 1, 1]);
    expect(existsSync(file)).toBe(false);
  });
});
