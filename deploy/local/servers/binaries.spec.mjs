import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newDataFolder } from '../testing/launched.mjs';
import { findProgram, WANTED } from './binaries.mjs';

/** A program that only tells its version, as the real one does. */
function install(folder, program, versionLine) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, program);
  writeFileSync(file, `#!/bin/sh\necho '${versionLine}'\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('finding a server program', () => {
  const { PATH } = process.env;
  let folder;
  let cache;
  let said;
  const find = (name) => findProgram(WANTED[name], cache, (message) => said.push(message));

  beforeEach(() => {
    folder = newDataFolder();
    cache = path.join(folder.data, 'cache');
    said = [];
    // Neither servers nor apt-get are on this PATH; /bin/sh is found without it.
    process.env.PATH = path.join(folder.data, 'path');
  });
  afterEach(() => {
    process.env.PATH = PATH;
    folder.remove();
  });

  it('takes the one on PATH when it is new enough', async () => {
    const exe = install(process.env.PATH, 'nats-server', 'nats-server: v2.12.1');
    expect(await find('nats')).toMatchObject({ exe, version: '2.12.1', from: 'PATH' });
  });

  it('passes over one that is too old, says so, and takes the cached one', async () => {
    install(process.env.PATH, 'nats-server', 'nats-server: v2.9.10');
    const exe = install(path.join(cache, 'nats-server/usr/sbin'), 'nats-server', 'nats-server: v2.10.27');
    expect(await find('nats')).toMatchObject({ exe, version: '2.10.27', from: 'cache' });
    expect(said.join()).toMatch(/is 2\.9\.10, 2\.10 or newer is needed/);
  });

  it.each([
    ['nats', 'nats-server 2.10', 'NATS_URL=… npm start'],
    ['redis', 'redis-server 6.2', 'REDIS_URL=… npm start'],
  ])('names the ways out when there is no %s', async (name, wanted, setting) => {
    const refusal = await find(name).catch((error) => error.message);
    expect(refusal).toContain(`${wanted} or newer was not found. One of these helps:`);
    expect(refusal).toContain('docker compose up --build');
    expect(refusal).toContain(setting);
  });
});
