import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Nats } from '../nats/nats-connection.js';
import { Counted, startSample } from '../testing/sample-service.js';
import { startNats } from '../testing/servers.js';
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';
import { outboxRow } from './outbox.js';
import { STREAM } from './stream.js';

const COUNTED = 'events_fact-events-count-counted-v1';

jest.setTimeout(30_000);

describe('a consumer whose connection breaks', () => {
  let service: TestService;
  let proxy: TcpProxy;
  let other: NatsConnection;
  beforeAll(async () => {
    const nats = await startNats();
    proxy = await startTcpProxy(nats.url);
    service = await startSample({ nats, extraEnv: { NATS_URL: proxy.url } });
    other = await connect({ servers: new URL(nats.url).host });
  });
  afterAll(async () => {
    await other.close();
    await service.stop();
    await proxy.stop();
  });
  beforeEach(() => service.sql('TRUNCATE heard'));

  const isAway = () => waitFor(() => service.app.get(Nats).current === undefined);
  const isHeard = (total: number) =>
    waitFor(async () => (await service.sql('SELECT 1 FROM heard WHERE total = $1', [total])).length === 1);
  const count = (total: number, slowMs?: number) => {
    const { subject, envelope } = outboxRow(Counted, { total, slowMs }, new Date());
    return jetstream(other).publish(subject, JSON.stringify(envelope));
  };
  const consumer = async () =>
    (await jetstreamManager(other, { checkAPI: false })).consumers.info(STREAM, COUNTED);
  const isQuiet = () =>
    waitFor(async () => {
      const { num_pending, num_ack_pending } = await consumer();
      return num_pending + num_ack_pending === 0;
    });

  it('gets within seconds what was handed to somebody who has died', async () => {
    proxy.cut();
    await isAway();
    await count(1);
    const lost = await (await jetstream(other).consumers.get(STREAM, COUNTED)).next();
    expect(lost?.subject).toBe(Counted.subject);
    proxy.mend();
    await isHeard(1);
    await isQuiet();
  });

  it('asks for facts anew at once, though its last question was never answered', async () => {
    const asked = other.subscribe(`$JS.API.CONSUMER.INFO.${STREAM}.${COUNTED}`, { max: 1 });
    // It misses the heartbeats, and asks whether the durable is still there.
    proxy.hush();
    for await (const _question of asked) break;
    proxy.cut();
    proxy.mend();
    await count(2);
    await isHeard(2);
    await isQuiet();
  });

  it('is given a fact once that it works on for longer than JetStream waits to hear of it', async () => {
    const before = (await consumer()).delivered.consumer_seq;
    await count(3, 7_000);
    await isHeard(3);
    await isQuiet();
    expect((await consumer()).delivered.consumer_seq).toBe(before + 1);
  });
});
