/**
 * Mistakes in taking, giving up and giving on seats, above all those that batches make possible.
 *
 * @typedef {import('./bugs.mjs').Bug} Bug
 */

const SEATS = 'apps/participants/src/seats';
const PLATFORM = 'libs/platform/src';
const NO_FAULTS = ['stop and start'];

/** @type {Bug[]} */
export const SEAT_BUGS = [
  {
    name: 'no lock on the slot',
    breaks: ['I1'],
    edits: [
      {
        file: `${SEATS}/locked-slots.queries.js`,
        search: 'ORDER BY slot.id FOR UPDATE`;',
        replace: 'ORDER BY slot.id`;',
      },
      {
        file: `${SEATS}/locked-slots.queries.js`,
        search: 'lockFree: `${lock} SKIP LOCKED`',
        replace: 'lockFree: lock',
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'everybody is seated and no CHECK refuses it',
    breaks: ['I1'],
    edits: [
      {
        file: `${SEATS}/placement.rules.js`,
        search: 'if (occupancy.capacity === null) return Infinity;',
        replace: 'return Infinity;',
      },
    ],
    sql: 'ALTER TABLE participants.slots DROP CONSTRAINT slot_not_oversold',
    faults: NO_FAULTS,
  },
  {
    name: 'who comes last is promoted first',
    breaks: ['I6'],
    edits: [
      {
        file: `${SEATS}/seats.queries.js`,
        search: 'ORDER BY queue_no LIMIT',
        replace: 'ORDER BY queue_no DESC LIMIT',
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'counters are not lowered',
    breaks: ['I1'],
    edits: [
      {
        file: `${SEATS}/seat-changes.js`,
        search: 'if (from && isCounted(from)) this.added[from] -= seat.size;',
        replace: '',
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'promotions are not told',
    breaks: ['I3'],
    edits: [
      {
        file: `${SEATS}/seating.queries.js`,
        search: 'changes: part.map(',
        replace: "changes: part.filter(({ cause }) => cause !== 'promoted').map(",
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'counts before it has the lock',
    breaks: ['I1', 'I6'],
    edits: [
      {
        file: `${SEATS}/locked-slots.queries.js`,
        search: 'const [slots, sessions, allocations] = await Promise.all([',
        replace:
          "const early = await tx.run(lock.replace('FOR UPDATE', ''), [slotIds]);\n    const [slots, sessions, allocations] = await Promise.all([",
      },
      {
        file: `${SEATS}/locked-slots.queries.js`,
        search: '    return slots.map((slot)=>{\n',
        replace:
          '    for (const slot of slots) Object.assign(slot, early.find(({ id }) => id === slot.id));\n    return slots.map((slot)=>{\n',
      },
    ],
    faults: NO_FAULTS,
    seconds: 20,
  },
  {
    // And what comes between the answer and the commit takes its time, as on a slow disk.
    name: 'a batch is answered before its commit',
    breaks: ['I2'],
    edits: [
      {
        file: `${SEATS}/taking/taking-queue.js`,
        search:
          '(tx, commands, fresh)=>workOff(tx, commands, fresh, slots, {\n                skipLocked\n            })',
        replace: `async (tx, commands, fresh)=>{
          const found = await workOff(tx, commands, fresh, slots, { skipLocked });
          for (const { command, resolve } of arrivals) {
            const outcome = found.get(command);
            if (outcome?.kind === 'done') resolve(outcome.reply);
          }
          await new Promise((resolve) => setTimeout(resolve, 100));
          return found;
        }`,
      },
    ],
    faults: ['kill postgres', 'kill participants', 'kill participants-2', 'cut connections'],
    seconds: 20,
  },
  {
    name: 'the tail of a batch is lost',
    breaks: ['I1', 'I2'],
    edits: [
      {
        file: `${SEATS}/seat-changes.js`,
        search: '                ...inserts.values()\n            ])',
        replace: '                ...inserts.values()\n            ].slice(0, 1))',
      },
    ],
    faults: NO_FAULTS,
    seconds: 20,
  },
  {
    name: 'one person gets two seats in one batch',
    breaks: ['I1'],
    edits: [
      {
        file: `${SEATS}/seat-changes.js`,
        search: 'this.known.keep(seat);',
        replace: 'this.known.seats.set(seat.id, seat);',
      },
    ],
    sql: 'DROP INDEX participants.one_seat_per_person',
    faults: NO_FAULTS,
    seconds: 20,
  },
  {
    name: 'who gives a seat up promotes without the lock',
    breaks: ['I1', 'I6'],
    edits: [
      {
        file: `${SEATS}/locked-slots.queries.js`,
        search: '{ skipLocked = false } = {}',
        replace: '{ skipLocked = false, isUnlocked = false } = {}',
      },
      {
        file: `${SEATS}/locked-slots.queries.js`,
        search: 'tx.run(skipLocked ? lockFree : lock, [',
        replace: "tx.run(isUnlocked ? lock.replace('FOR UPDATE', '') : skipLocked ? lockFree : lock, [",
      },
      {
        file: `${SEATS}/taking/seat-batch.js`,
        search: 'Seating.lockAll(tx, slotIds, {',
        replace:
          "Seating.lockAll(tx, slotIds, { isUnlocked: commands.every(({ kind }) => kind === 'cancel'),",
      },
    ],
    faults: NO_FAULTS,
    seconds: 20,
  },
  {
    name: 'a seat is released twice',
    breaks: ['I1'],
    edits: [
      {
        file: `${SEATS}/taking/cancel.js`,
        search: "if (seat.status !== 'cancelled') {",
        replace: "if (seat.status === 'cancelled') seat.status = 'confirmed';\n    {",
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'an offer is accepted after it has expired',
    breaks: ['I1'],
    edits: [
      {
        file: `${SEATS}/seats.rules.js`,
        search: 'if (expiresAt && expiresAt <= now) return',
        replace: 'if (false) return',
      },
      {
        file: `${SEATS}/seating.js`,
        search: 'async expire() {\n',
        replace: 'async expire() {\n        return;\n',
      },
    ],
    faults: NO_FAULTS,
    seconds: 40,
  },
  {
    name: 'a place in the queue is told from memory',
    breaks: ['I6'],
    edits: [
      {
        file: `${SEATS}/seat-changes.js`,
        search: 'this.known.queued(seat.id, this.slot.queueLength);',
        replace: 'this.known.queued(seat.id, (globalThis.places = (globalThis.places ?? 0) + 1));',
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'a row of the seat log is missing',
    breaks: ['I1'],
    edits: [
      {
        file: `${SEATS}/seat-changes.js`,
        search: 'changed.flatMap(({ changes })=>changes)',
        replace: "changed.flatMap(({ changes })=>changes.filter(({ cause }) => cause !== 'cancelled'))",
      },
    ],
    faults: NO_FAULTS,
  },
  {
    name: 'one that is refused fails its batch',
    breaks: ['I2'],
    edits: [
      {
        file: `${SEATS}/taking/seat-batch.js`,
        search: 'if (!isRefusal || seating.changeCount > changeCount) throw error;',
        replace: 'throw error;',
      },
      {
        file: `${PLATFORM}/database/transactions.js`,
        search: 'if (commands.length === 1 || isInfrastructure(error)) return failed(commands, error);',
        replace: 'return failed(commands, error);',
      },
    ],
    faults: NO_FAULTS,
    seconds: 25,
  },
  {
    name: 'a slot that somebody has locked is taken for none',
    breaks: ['I2'],
    edits: [
      {
        file: `${SEATS}/taking/seat-batch.js`,
        search: 'slotId !== undefined && existing.has(slotId)',
        replace: 'false',
      },
    ],
    faults: NO_FAULTS,
    seconds: 20,
  },
];
