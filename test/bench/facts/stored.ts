import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { FactEnvelope } from '#contracts';
import { Counted, Stored } from './counting.js';

const STREAM = 'FACTS';

/** How often each Stored fact is in the stream, by its id, read from the stream itself. */
export async function readStored(connection: NatsConnection): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  const manager = await jetstreamManager(connection);
  const consumer = await manager.consumers.add(STREAM, {
    filter_subject: Stored.subject,
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.All,
    mem_storage: true,
    inactive_threshold: 60_000_000_000,
  });
  let left = consumer.num_pending;
  if (left === 0) return times;
  const messages = await (
    await jetstream(connection).consumers.get(STREAM, consumer.name)
  ).consume({
    max_messages: 1_000,
  });
  for await (const message of messages) {
    const { id } = message.json<FactEnvelope>();
    times.set(id, (times.get(id) ?? 0) + 1);
    if (--left === 0) break;
  }
  return times;
}

/** When each Counted fact was delivered to this process, by its key: a consumer that does nothing else. */
export async function noteDeliveries(connection: NatsConnection): Promise<Map<string, number>> {
  const at = new Map<string, number>();
  const manager = await jetstreamManager(connection);
  const { name } = await manager.consumers.add(STREAM, {
    filter_subject: Counted.subject,
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.New,
    mem_storage: true,
    inactive_threshold: 600_000_000_000,
  });
  const consumer = await jetstream(connection).consumers.get(STREAM, name);
  await consumer.consume({
    callback: (message) => {
      at.set(message.json<{ data: { key: string } }>().data.key, performance.now());
    },
  });
  return at;
}
