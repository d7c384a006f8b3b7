import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(300_000);

/** The harness as `npm run faults` runs it, in a process of its own; it prints one line of JSON. */
async function runHarness(...args: string[]): Promise<any> {
  const harness = spawn(process.execPath, [resolve(import.meta.dirname, 'main.mjs'), '--json', ...args]);
  let output = '';
  let said = '';
  harness.stdout.on('data', (text: Buffer) => (output += text.toString()));
  harness.stderr.on('data', (text: Buffer) => (said += text.toString()));
  await new Promise((done) => harness.once('close', done));
  if (!output) throw new Error(said);
  return JSON.parse(output);
}

describe('planted bugs', () => {
  it('can all be planted in what is built', async () => {
    const { BUGS } = await import(resolve(import.meta.dirname, 'planted/bugs.mjs'));
    const { whyUnfit } = await import(resolve(import.meta.dirname, 'cast/program.mjs'));
    expect(BUGS.length).toBeGreaterThan(30);
    for (const { name, edits = [] } of BUGS)
      expect({ name, unfit: whyUnfit(edits) }).toEqual({ name, unfit: [] });
  });
});

describe('a run', () => {
  it('that hangs is ended, and says how far it came', async () => {
    const { violations } = await runHarness('--seconds', '1', '--limit', '1');
    expect(violations).toEqual([
      { invariant: 'rest', what: expect.stringContaining('the run had not ended after 1 s') },
    ]);
  });

  it('does not wait for a process that does not end when it is asked to, and tells of it', async () => {
    const { createProcesses } = await import(resolve(import.meta.dirname, 'cast/processes.mjs'));
    const logs = mkdtempSync(join(tmpdir(), 'meridian-faults-'));
    const processes = createProcesses({ logs }, { endMs: 200 });
    const program = `process.on('SIGTERM', () => console.log('not yet')); setInterval(() => {}, 1000); console.log('up')`;
    const isUp = () => readFileSync(join(logs, 'stubborn.log'), 'utf8').includes('up');
    await processes.start({
      ...{ name: 'stubborn', marker: 'stubborn', command: process.execPath, args: ['-e', program] },
      ready: () => Promise.resolve(isUp()),
    });
    await processes.stop('stubborn');
    expect(processes.deaths).toEqual([
      expect.stringMatching(/^stubborn did not end within 0.2 s of SIGTERM/),
    ]);
    await processes.close();
    rmSync(logs, { recursive: true });
  });
});

describe('the system under load and faults', () => {
  it('keeps every promise while processes die, connections break and facts come twice', async () => {
    const { writes, faults, violations } = await runHarness('--seconds', '12', '--seed', '7');
    expect(violations).toEqual([]);
    expect(writes.acknowledged).toBeGreaterThan(50);
    expect(Object.keys(faults).length).toBeGreaterThan(3);
  });

  it('would not, were the slot not locked: the checks see it', async () => {
    const [bug] = await runHarness('--planted', '--names', 'no lock on the slot');
    expect(bug).toMatchObject({ caught: true, by: expect.arrayContaining(['I1']) });
  });
});
