import {
  DiscardPolicy,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';

export const STREAM = 'FACTS';

/** nats-server's JetStream error codes (server/errors.json). */
const STREAM_NOT_FOUND = 10059;
const STREAM_NAME_IN_USE = 10058;

const NANOS_PER_DAY = 86_400_000_000_000;

/** The stream that holds all facts; made by whoever needs it first. */
export async function ensureStream(connection: NatsConnection): Promise<JetStreamManager> {
  const manager = await jetstreamManager(connection);
  try {
    await manager.streams.info(STREAM);
  } catch (error) {
    if (!isApiError(error, STREAM_NOT_FOUND)) throw error;
    await addStream(manager);
  }
  return manager;
}

async function addStream(manager: JetStreamManager): Promise<void> {
  try {
    await manager.streams.add({
      name: STREAM,
      // Facts only: a stream over `>` would answer requests with its publish acknowledgements.
      subjects: ['fact.>'],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      // As long as outbox rows are kept (DESIGN 6.3).
      max_age: 30 * NANOS_PER_DAY,
    });
  } catch (error) {
    if (!isApiError(error, STREAM_NAME_IN_USE)) throw error;
  }
}

function isApiError(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}
