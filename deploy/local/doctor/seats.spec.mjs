import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { registerMany } from '../../../apps/participants/src/testing/people.js';
import { startParticipants } from '../../../apps/participants/src/testing/participants.js';
import { openSlot, take } from '../../../apps/participants/src/testing/slots.js';
import { ROOT } from '../settings.mjs';

jest.setTimeout(60_000);

describe('a replay of seat logs', () => {
  let participants;
  beforeAll(async () => void (participants = await startParticipants()));
  afterAll(() => participants.stop());

  const run = (program = 'seats-replay') =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [path.join(ROOT, `deploy/local/${program}.mjs`)],
        { env: { ...process.env, NATS_URL: participants.nats.url } },
        (error, stdout) => resolve({ code: error?.code ?? 0, stdout }),
      );
    });

  it('ends with 1 when a queue counts others than wait', async () => {
    const { slotId } = await openSlot(participants);
    await participants.sql('UPDATE slots SET queue_length = 7 WHERE id = $1', [slotId]);
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain(`slot ${slotId}: 0 seats wait, the queue counts 7`);
    expect((await run('doctor')).stdout).toContain('0 seats wait, the queue counts 7');
    await participants.sql('UPDATE slots SET queue_length = 0 WHERE id = $1', [slotId]);
  });

  it('ends well while log, rows and counters agree, and with 1 when they no longer do', async () => {
    const { slotId } = await openSlot(participants);
    for (const actor of await registerMany(participants, 2)) await take(participants, slotId, actor);
    expect(await run()).toEqual({
      code: 0,
      stdout: '  2 slots, 2 entries: no instant oversold; log, rows and counters agree\n',
    });
    await participants.sql('UPDATE slots SET waiting = 0 WHERE id = $1', [slotId]);
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain('the log leaves 1 waiting, the slot counts 0');
  });
});
