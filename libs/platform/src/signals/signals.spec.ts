import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineSignal } from '#contracts';
import { z } from 'zod';
import { Nats } from '../nats/nats-connection.js';
import { startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';
import { Signals } from './signals.js';

const Ticked = defineSignal({
  subject: 'signal.events.tick',
  data: z.object({ key: z.string(), n: z.number() }),
});

describe('signals', () => {
  let teller: TestService;
  let listener: TestService;
  const heard: { key: string; n: number }[] = [];
  beforeAll(async () => {
    teller = await startSample();
    listener = await startSample({ nats: teller.nats, database: teller.database });
    listener.app.get(Signals).listen(Ticked, (data) => heard.push(data));
    const nats = await listener.app.get(Nats).whenConnected();
    await nats.flush();
  });
  afterAll(async () => {
    await listener.stop({ keep: true });
    await teller.stop();
  });

  const tell = (key: string, n: number) => teller.app.get(Signals).tell(Ticked, key, { key, n });
  const heardOf = (key: string) => heard.filter((tick) => tick.key === key).map(({ n }) => n);

  it('come to another process, the first at once and then only the last of 250 ms', async () => {
    for (let n = 1; n <= 1_000; n++) tell('a', n);
    await waitFor(() => heardOf('a').includes(1_000), { what: 'the last state' });
    expect(heardOf('a')).toEqual([1, 1_000]);
  });

  it('of different objects do not hold each other back', async () => {
    for (const key of ['b', 'c']) tell(key, 1);
    await waitFor(() => heardOf('b').length === 1 && heardOf('c').length === 1);
  });

  it('that cannot be read are passed over', async () => {
    const nats = await teller.app.get(Nats).whenConnected();
    for (const text of ['no JSON', '{"key": 1}']) nats.publish(Ticked.subject, text);
    tell('d', 1);
    await waitFor(() => heardOf('d').length === 1);
  });

  it('are heard again after NATS was away; what was told meanwhile is lost', async () => {
    await teller.nats.kill();
    await waitFor(() => !teller.app.get(Nats).current);
    tell('e', 1);
    await teller.nats.restart();
    await waitFor(() => teller.app.get(Nats).current && listener.app.get(Nats).current);
    await waitFor(() => {
      tell('f', heardOf('f').length);
      return heardOf('f').length > 0;
    });
    expect(heardOf('e')).toEqual([]);
  });
});
