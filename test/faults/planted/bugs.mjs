/**
 * Mistakes that are easily made, each in the built files of a copy or in its database. A check is trusted when it finds
 * them: one of the invariants that it `breaks` is violated. `faults` are those that bring it to light, where a process or a
 * connection must break at the right moment.
 *
 * @typedef {{ file: string, search: string, replace: string }} Edit file below dist; `search` stands in it exactly once
 * @typedef {{ name: string, breaks: string[], edits?: Edit[], sql?: string, faults: string[], seconds?: number,
 *   isClockStill?: boolean, hasFinale?: boolean, needsReminders?: boolean }} Bug of the last three: run.mjs
 */

import { MAIL_BUGS } from './mail-bugs.mjs';
import { SEAT_BUGS } from './seat-bugs.mjs';

const PLATFORM = 'libs/platform/src';
const KILL_PARTICIPANTS = ['kill participants', 'kill participants-2'];
const KILL_NOTIFICATIONS = ['kill notifications', 'kill notifications-2'];
const KILL_CONSUMERS = [...KILL_PARTICIPANTS, ...KILL_NOTIFICATIONS, 'kill sessions'];

/** @type {Bug[]} */
export const BUGS = [
  {
    name: 'no inbox',
    breaks: ['I4'],
    edits: [
      {
        file: `${PLATFORM}/facts/inbox.js`,
        search: '(tx)=>settle(tx, consumer, factId)',
        replace: 'async ()=>true',
      },
    ],
    faults: ['facts again, in any order'],
  },
  {
    name: 'the inbox is not asked and mails have no unique key',
    breaks: ['I5'],
    edits: [
      {
        file: `${PLATFORM}/facts/inbox.js`,
        search: '(tx)=>settle(tx, consumer, factId)',
        replace: '(tx)=>settle(tx, consumer, factId).then(()=>true)',
      },
    ],
    sql: dropUniqueKeysOf('notifications.deliveries'),
    faults: ['facts again, in any order'],
  },
  {
    name: 'ack before commit',
    breaks: ['I4'],
    edits: [
      {
        file: `${PLATFORM}/facts/durable-consumer.js`,
        search: 'const envelope = FactEnvelope.parse(received.envelope);\n',
        replace: 'const envelope = FactEnvelope.parse(received.envelope); message.ack();\n',
      },
    ],
    faults: [...KILL_CONSUMERS, 'kill postgres'],
    seconds: 20,
  },
  {
    name: 'the relay marks before JetStream has acknowledged',
    breaks: ['I3', 'I4'],
    edits: [
      {
        file: `${PLATFORM}/facts/outbox-relay.js`,
        search: 'const { done, failure } = await this.publish(connection, facts);',
        replace:
          'const done = facts.map(({ id }) => ({ id, seq: null })), failure = undefined; void this.publish(connection, facts);',
      },
    ],
    faults: ['kill nats', ...KILL_PARTICIPANTS, 'kill events', 'cut connections', 'refused connections'],
    seconds: 20,
  },
  {
    name: 'the relay claims ids greater than the last',
    breaks: ['I3', 'I4'],
    edits: [
      {
        file: `${PLATFORM}/facts/outbox.js`,
        search: `AS "messageId"\n     FROM outbox WHERE published_at IS NULL\n`,
        replace: `AS "messageId", position\n     FROM outbox WHERE position > \${globalThis.lastClaimed ?? 0}\n`,
      },
      {
        file: `${PLATFORM}/facts/outbox-relay.js`,
        search: "this.batches.took('facts', facts.length);",
        replace: 'globalThis.lastClaimed = Math.max(...facts.map(({ position }) => Number(position)));',
      },
    ],
    faults: ['delete the stream', 'kill nats', 'cut connections'],
  },
  {
    name: 'a lost stream is not filled again',
    breaks: ['I3'],
    edits: [
      {
        file: `${PLATFORM}/facts/outbox-relay.js`,
        search: 'const count = await refill(this.dataSource, manager, info);',
        replace: 'const count = 0;',
      },
    ],
    faults: ['delete the stream', 'delete JetStream store'],
  },
  {
    name: 'facts are saved after the commit',
    breaks: ['I3'],
    edits: [
      {
        file: `${PLATFORM}/database/transactions.js`,
        search: '            saveOutbox(connection, outbox);\n',
        replace: '',
      },
      {
        file: `${PLATFORM}/database/transactions.js`,
        search: '        if (outbox.length > 0) this.relay.poke();',
        replace: `        const late = await Connection.begin(this.dataSource);
        saveOutbox(late, outbox);
        await late.commit();
        await late.release({ isInTransaction: false });
        if (outbox.length > 0) this.relay.poke();`,
      },
    ],
    faults: [
      'cut connections',
      'refused connections',
      'kill postgres',
      ...KILL_PARTICIPANTS,
      'kill sessions',
    ],
    seconds: 25,
  },
  {
    name: 'the idempotency row is written in another transaction',
    breaks: ['I2'],
    edits: [
      {
        file: `${PLATFORM}/database/transactions.js`,
        search: '                        replayOrReserve(connection)\n',
        replace: `                        Connection.begin(this.dataSource).then(async (other)=>{
                          try {
                            const first = await replayOrReserve(other);
                            await other.commit();
                            return first;
                          } finally {
                            await other.release({ isInTransaction: true });
                          }
                        })\n`,
      },
    ],
    faults: [
      'cut connections',
      'kill postgres',
      'refused connections',
      ...KILL_PARTICIPANTS,
      'kill sessions',
    ],
    seconds: 20,
  },
  {
    name: 'no idempotency',
    breaks: ['I2'],
    edits: [
      {
        file: `${PLATFORM}/database/transactions.js`,
        search: '                        replayOrReserve(connection)\n',
        replace: '                        undefined\n',
      },
    ],
    faults: ['cut connections', 'kill nats', 'kill sessions'],
  },
  ...SEAT_BUGS,
  {
    name: 'copies take older states',
    breaks: ['I4', 'I7'],
    edits: [
      {
        file: 'apps/participants/src/programme/sessions.service.js',
        search: '         WHERE copy.version < excluded.version\n',
        replace: '',
      },
      {
        file: 'apps/participants/src/programme/cities.service.js',
        search: '         WHERE copy.version < excluded.version`',
        replace: '`',
      },
      {
        file: 'apps/notifications/src/programme/programme.service.js',
        search: 'if (before.version >= state.version) return null;',
        replace: '',
      },
    ],
    faults: ['kill nats', 'kill postgres', ...KILL_PARTICIPANTS, ...KILL_NOTIFICATIONS],
    seconds: 25,
  },
  {
    name: 'SEQUENCE is not raised',
    breaks: ['I3'],
    edits: [
      {
        file: 'apps/sessions/src/scheduling/session.rules.js',
        search: 'sequence: counters.sequence + (isSeenByCalendars ? 1 : 0),',
        replace: 'sequence: counters.sequence,',
      },
    ],
    faults: ['stop and start'],
  },
  ...MAIL_BUGS,
];

/** UNIQUE constraints have names by their columns; what matters is that none is left. */
function dropUniqueKeysOf(table) {
  return `DO $$ DECLARE key record; BEGIN
    FOR key IN SELECT conname FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype = 'u' LOOP
      EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', key.conname);
    END LOOP;
  END $$`;
}
