import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { SERVICES } from './services.mjs';
import { launch, newDataFolder, running, until } from './testing/launched.mjs';

const EVERYTHING = [...SERVICES, 'mail', 'nats', 'postgres', 'redis'].sort();

jest.setTimeout(120_000);

describe('npm start', () => {
  const folder = newDataFolder();
  let launcher;
  const start = (env) => {
    launcher = launch('start.mjs', { data: folder.data, env, readyLine: /^Ready in/ });
    return launcher;
  };
  const demo = () => JSON.parse(readFileSync(path.join(folder.data, 'demo.json'), 'utf8'));
  const get = async (address, token) => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(demo().url + address, { headers });
    return { status: response.status, body: await response.json() };
  };

  beforeAll(() => start().ready);
  afterAll(async () => {
    await launcher.stop();
    folder.remove();
  });

  it('brings up everything and fills an empty database with the forum of six cities', async () => {
    expect(running(folder.data)).toEqual(EVERYTHING);
    const { body } = await get('/v1/cities');
    expect(body.items).toHaveLength(6);
  });

  it('leaves tokens that only their owner can read, each for the role it names', async () => {
    expect(statSync(path.join(folder.data, 'demo.json')).mode & 0o777).toBe(0o600);
    const { admin, organizer, liaison, participant } = demo().tokens;
    const rolesOf = async (token) =>
      (await get('/v1/me', token)).body.grants.map(({ role, city }) => city ?? role);
    expect(await rolesOf(admin)).toEqual(['admin']);
    expect(await rolesOf(organizer)).toEqual(['organizer']);
    expect(await rolesOf(participant)).toEqual([]);
    for (const [city, token] of Object.entries(liaison)) expect(await rolesOf(token)).toEqual([city]);
  });

  it('leaves nothing running when it is killed, and goes on with the same data and tokens', async () => {
    const before = demo();
    await launcher.kill();
    await until(() => running(folder.data).length === 0, 'nothing is left running');

    await start().ready;
    expect(demo()).toEqual(before);
    expect((await get('/v1/cities')).body.items).toHaveLength(6);
  });

  it('says which service ended, with its last lines, and stops everything', async () => {
    const { pid } = JSON.parse(readFileSync(path.join(folder.data, 'run/sessions.json'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    const { code, said } = await launcher.exit;
    expect(code).toBe(1);
    expect(said).toContain('sessions ended unexpectedly (SIGKILL)');
    expect(running(folder.data)).toEqual([]);
  });

  it('refuses what is no port', async () => {
    const { code, said } = await start({ PORT: 'three thousand' }).exit;
    expect(code).toBe(1);
    expect(said).toContain('PORT=three thousand is not a port');
  });

  it('names the way out when the port that was asked for is in use', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const port = String(stranger.address().port);
    const { code, said } = await start({ PORT: port }).exit;
    stranger.close();
    expect(code).toBe(1);
    expect(said).toContain(
      `Port ${port} (PORT) is in use by another program. Choose another one, PORT=… npm start`,
    );
  });
});
