import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { ACK_WAIT_MS } from './held-facts.js';

export const STREAM = 'FACTS';

/** As long as outbox rows are kept (DESIGN 6.3). */
export const STREAM_DAYS = 30;

/** nats-server's JetStream error codes (server/errors.json). */
const STREAM_NOT_FOUND = 10059;
const STREAM_NAME_IN_USE = 10058;
const MESSAGE_NOT_FOUND = 10037;
const CONSUMER_EXISTS = 10148;

const NANOS_PER_DAY = 86_400_000_000_000;
const NANOS_PER_MS = 1_000_000;
/** Facts between two tries count as unacknowledged; their neighbours must not wait for them. */
const MAX_UNACKNOWLEDGED = 2_000;

/** The stream that holds all facts as it is now; made by whoever needs it first. */
export async function ensureStream(
  connection: NatsConnection,
): Promise<{ manager: JetStreamManager; info: StreamInfo }> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  try {
    return { manager, info: await manager.streams.info(STREAM) };
  } catch (error) {
    if (!isApiError(error, STREAM_NOT_FOUND)) throw error;
    await addStream(manager);
    return { manager, info: await manager.streams.info(STREAM) };
  }
}

/** A durable that gets all facts of a subject from the stream's beginning; one of an earlier release is changed. */
export async function ensureDurable(manager: JetStreamManager, name: string, subject: string): Promise<void> {
  const settings = {
    filter_subject: subject,
    ack_wait: ACK_WAIT_MS * NANOS_PER_MS,
    max_ack_pending: MAX_UNACKNOWLEDGED,
  };
  try {
    await manager.consumers.add(STREAM, {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ...settings,
    });
  } catch (error) {
    if (!isApiError(error, CONSUMER_EXISTS)) throw error;
    await manager.consumers.update(STREAM, name, settings);
  }
}

/** The fact id of the message with this sequence; undefined when the stream has no such message. */
export async function findFactId(manager: JetStreamManager, seq: number): Promise<string | undefined> {
  try {
    const message = await manager.streams.getMessage(STREAM, { seq });
    return message?.header.get('Nats-Msg-Id').split('@')[0];
  } catch (error) {
    if (isApiError(error, MESSAGE_NOT_FOUND)) return undefined;
    throw error;
  }
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
      max_age: STREAM_DAYS * NANOS_PER_DAY,
    });
  } catch (error) {
    if (!isApiError(error, STREAM_NAME_IN_USE)) throw error;
  }
}

function isApiError(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}
