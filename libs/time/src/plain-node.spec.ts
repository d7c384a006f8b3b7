import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformFile } from '@swc/core';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const source = fileURLToPath(new URL('.', import.meta.url));
const root = join(source, '../../..');

const probe = `
import * as time from './index.js';
const zones = ['America/New_York', 'Europe/Rome', 'Asia/Kolkata', 'Africa/Cairo', 'America/Havana'];
const locals = ['2026-11-01T00:30', '2027-03-14T02:30', '2027-03-28T02:30', '2027-10-31T02:30', '2027-06-10T19:00'];
console.log(JSON.stringify(zones.map((zone) => [
  locals.map((local) => time.resolve(local, zone)),
  time.localTime('2027-06-10T12:00:00Z', zone, { relativeToDate: '2027-06-10' }),
  time.describeLocal('2027-06-10T12:00:00Z', zone, 'en'),
  time.transitions(zone, '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z'),
  time.burden({ zone, startInstant: '2027-03-14T05:00:00Z', durationMinutes: 600, isHost: false, restDay: (date) => time.isoWeekday(date) > 5 }),
  time.minus('2027-03-15T06:30:00Z', 'P1DT2H', zone),
  time.occurrences({
    local: '2027-02-28T23:30', zone, rule: 'FREQ=WEEKLY;BYDAY=SU,TU;UNTIL=20271107T060000Z',
    exclude: ['2027-03-14'], include: ['2027-03-31T02:30'], most: 500,
  }),
  time.fairTimes({
    required: [{ slug: 'here', zone }, { slug: 'rome', zone: 'Europe/Rome' }],
    from: '2027-03-13', to: '2027-03-28', zone, durationMinutes: 60, stepMinutes: 15,
  }),
])));
`;

// Built by swc and run by plain Node, as services run it; jest's own process can't change its zone, and it
// loads JSON in its own way.
describe('built and run by plain Node', () => {
  let folder: string;
  const runIn = async (zone: string) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'probe.js')], {
      env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
    });
    return stdout;
  };

  beforeAll(async () => {
    // Inside the repository, so that packages are found and files are ES modules.
    folder = await mkdtemp(join(root, 'node_modules/.time-spec-'));
    for (const file of await readdir(source, { recursive: true })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const { code } = await transformFile(join(source, file), { configFile: join(root, '.swcrc') });
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file.replace(/\.ts$/, '.js')), code);
    }
    await writeFile(join(folder, 'probe.js'), probe);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('answers alike whatever zone the process is in', async () => {
    const inUtc = await runIn('UTC');
    expect(JSON.parse(inUtc)).toHaveLength(5);
    for (const zone of ['Asia/Tokyo', 'America/New_York', 'Australia/Lord_Howe']) {
      expect(await runIn(zone)).toBe(inUtc);
    }
  });
});
