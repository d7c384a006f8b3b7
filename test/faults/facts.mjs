import { jetstreamManager, jetstream, DeliverPolicy, AckPolicy } from '@nats-io/jetstream';
import { withNats } from './inject.mjs';

export const OWNERS = ['events', 'sessions', 'participants', 'notifications'];

/**
 * Who consumes what, as JetStream has it while nothing is broken: durable → subject. Read once at the start, so that a
 * durable that is lost later is missed.
 *
 * @returns {Promise<{ durable: string, service: string, subject: string }[]>}
 */
export function readConsumers(system) {
  return withNats(system, async (connection) => {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const consumers = [];
    for await (const { name, config } of manager.consumers.list('FACTS')) {
      consumers.push({ durable: name, service: name.split('_')[0], subject: config.filter_subject });
    }
    return consumers;
  });
}

/** Ids of the facts that the stream holds as the relays published them. */
export function readStreamIds(system) {
  return withNats(system, async (connection) => {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const { state } = await manager.streams.info('FACTS');
    const ids = new Set();
    if (state.messages === 0) return ids;
    const { name } = await manager.consumers.add('FACTS', {
      deliver_policy: DeliverPolicy.All,
      ack_policy: AckPolicy.None,
      inactive_threshold: 10_000_000_000,
    });
    const consumer = await jetstream(connection).consumers.get('FACTS', name);
    for (let left = state.messages; left > 0;) {
      const before = left;
      for await (const message of await consumer.fetch({
        max_messages: Math.min(left, 500),
        expires: 2_000,
      })) {
        // `<fact>`, and `<fact>@…` for one that the stream has lost and got again.
        ids.add(message.headers?.get('Nats-Msg-Id').split('@')[0] ?? '');
        left -= 1;
      }
      if (left === before) break;
    }
    await manager.consumers.delete('FACTS', name);
    return ids;
  });
}

/** Facts that a consumer has neither applied nor parked. */
export async function missingFacts(system, consumers) {
  const missing = [];
  for (const { durable, service, subject } of consumers) {
    const owner = subject.split('.')[1];
    const { rows } = await system.database.query(
      `SELECT id FROM ${owner}.outbox fact WHERE subject = $1
         AND NOT EXISTS (SELECT FROM ${service}.inbox seen WHERE seen.consumer = $2 AND seen.fact_id = fact.id)
         AND NOT EXISTS (SELECT FROM ${service}.parked_facts parked
                         WHERE parked.consumer = $2 AND parked.fact_id = fact.id::text)`,
      [subject, durable],
    );
    missing.push(...rows.map(({ id }) => ({ durable, id })));
  }
  return missing;
}
