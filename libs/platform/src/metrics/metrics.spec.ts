import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Count, Counted, startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';

const consumer = `events_${Counted.subject.replaceAll('.', '-')}`;

describe('metrics', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startSample();
  });
  afterAll(() => service.stop());

  const scrape = async () => (await fetch(`${await service.app.getUrl()}/metrics`)).text();
  /** The value of the sample of this metric whose labels hold these; undefined when there is none. */
  const read = async (name: string, labels: Record<string, string> = {}): Promise<number | undefined> => {
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const line = (await scrape())
      .split('\n')
      .find((each) => each.startsWith(`${name}{`) && wanted.every((label) => each.includes(label)));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };

  it('say who speaks and what runs', async () => {
    expect(await read('meridian_build_info', { service: 'events', node: process.version })).toBe(1);
    expect(await read('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('count requests by subject and outcome, on both sides', async () => {
    await service.ask(Count, {});
    await expect(service.ask(Count, { refuse: true })).rejects.toBeDefined();
    await expect(service.ask(Count, { by: 0 })).rejects.toBeDefined();
    for (const side of ['requests', 'asks']) {
      for (const outcome of ['ok', 'event.state', 'validation.failed']) {
        const labels = { subject: Count.subject, outcome };
        expect([side, outcome, await read(`meridian_${side}_seconds_count`, labels)]).toEqual([
          side,
          outcome,
          1,
        ]);
      }
    }
  });

  it('show how long facts have been waiting for JetStream', async () => {
    await waitFor(async () => (await read('meridian_outbox_unpublished')) === 0);
    expect(await read('meridian_outbox_oldest_seconds')).toBe(0);
    await service.nats.kill();
    await service.sql(
      `INSERT INTO outbox (id, subject, envelope, created_at)
       SELECT gen_random_uuid(), subject, envelope, clock_timestamp() - interval '1 minute' FROM outbox LIMIT 1`,
    );
    expect(await read('meridian_outbox_unpublished')).toBe(1);
    expect(await read('meridian_outbox_oldest_seconds')).toBeGreaterThan(59);
    await service.nats.restart();
    await waitFor(async () => (await read('meridian_outbox_unpublished')) === 0);
  });

  it('show how far behind a consumer is', async () => {
    await waitFor(async () => (await read('meridian_facts_pending', { consumer })) === 0);
    expect(await read('meridian_facts_oldest_pending_seconds', { consumer })).toBe(0);
    const holder = service.app.get(DataSource).createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE heard');
    for (let n = 0; n < 3; n++) await service.publish(Counted, { total: 10_000 + n });
    await waitFor(async () => (await read('meridian_facts_pending', { consumer })) === 3);
    await waitFor(async () => (await read('meridian_facts_oldest_pending_seconds', { consumer }))! > 0.3);
    await holder.commitTransaction();
    await holder.release();
    await waitFor(async () => (await read('meridian_facts_pending', { consumer })) === 0);
  }, 30_000);

  it('count parked facts by consumer', async () => {
    await service.sql(
      `INSERT INTO parked_facts (consumer, fact_id, subject, envelope, error)
       VALUES ('events_sample', 'f1', 's', '{}', 'e'), ('events_sample', 'f2', 's', '{}', 'e')`,
    );
    expect(await read('meridian_facts_parked', { consumer: 'events_sample' })).toBe(2);
  });

  it('leave out what can’t be read, and say the rest', async () => {
    await service.sql('ALTER TABLE outbox RENAME TO away');
    expect(await read('meridian_outbox_unpublished')).toBeUndefined();
    expect(await read('meridian_build_info')).toBe(1);
    await service.sql('ALTER TABLE away RENAME TO outbox');
  });
});
