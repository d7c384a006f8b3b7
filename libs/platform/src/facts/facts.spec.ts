import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { newId } from '../ids.js';
import { Nats } from '../nats/nats-connection.js';
import { Count, Counted, startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';
import { STREAM } from './stream.js';

describe('facts', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startSample();
  });
  afterAll(() => service.stop());

  const timesHeard = async (total: number) =>
    (await service.sql('SELECT 1 FROM heard WHERE total = $1', [total])).length;

  it('reach their consumer after commit', async () => {
    const { total } = await service.ask(Count, {});
    await waitFor(() => timesHeard(total));
  });

  it('of a command that was refused are never published', async () => {
    const published = (await service.factsOf(Counted)).length;
    await expect(service.ask(Count, { refuse: true })).rejects.toBeDefined();
    expect(await service.factsOf(Counted)).toHaveLength(published);
  });

  it('are applied once, however often they come', async () => {
    const id = newId();
    for (let i = 0; i < 5; i++) await service.publish(Counted, { total: 1_000 }, id);
    await service.publish(Counted, { total: 1_001 });
    await waitFor(() => timesHeard(1_001));
    expect(await timesHeard(1_000)).toBe(1);
  });

  it('that nobody can apply are parked, and the next ones go on', async () => {
    await service.publish(Counted, { total: 2_000, poison: true });
    await service.publish(Counted, { total: 2_001 });
    await waitFor(() => timesHeard(2_001));
  });

  it('are published after NATS comes back', async () => {
    await service.nats.kill();
    await waitFor(() => service.app.get(Nats).current === undefined);
    await service.sql(
      `INSERT INTO outbox (id, subject, envelope)
       SELECT id, subject, envelope || jsonb_build_object('id', id, 'data', jsonb_build_object('total', 3000))
       FROM (SELECT gen_random_uuid() AS id, subject, envelope FROM outbox LIMIT 1) AS any_fact`,
    );
    await service.nats.restart();
    await waitFor(() => timesHeard(3_000));
  });

  it('flow again after the stream was deleted', async () => {
    const manager = await jetstreamManager(await service.app.get(Nats).whenConnected());
    await manager.streams.delete(STREAM);
    const { total } = await service.ask(Count, {});
    await waitFor(() => timesHeard(total), { timeoutMs: 20_000 });
  });
});
