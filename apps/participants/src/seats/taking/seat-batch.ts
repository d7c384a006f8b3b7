import { notFound, RuleViolation } from '#contracts';
import { runInContext, type Outcome, type Tx } from '#platform';
import { Any } from 'typeorm';
import { Seat } from '../seat.entity.js';
import { Slot } from '../../slots/slot.entity.js';
import { Seating } from '../seating.js';
import { findGuests, findSeats } from '../seating.queries.js';
import { cancelSeat } from './cancel.js';
import type { SeatCommand, SeatCommandReply } from './seat-command.js';
import { AskAgain, takeSeat } from './take.js';

type Outcomes = Map<SeatCommand, Outcome<SeatCommandReply>>;

/**
 * Decides commands one after the other, in their order, over the slots that they are about, and writes what has changed
 * by a few statements for all. The number of queries does not grow with the number of commands.
 *
 * @param fresh of these, those that are to be decided
 * @param slots what is known of seats' slots, by the seat's id; filled in
 * @param options.skipLocked defers commands whose slot another transaction has locked, instead of waiting for it
 */
export async function workOff(
  tx: Tx,
  commands: readonly SeatCommand[],
  fresh: Promise<readonly SeatCommand[]>,
  slots: Map<string, string>,
  { skipLocked }: { skipLocked: boolean },
): Promise<Outcomes> {
  await findSlotsOf(tx, commands, slots);
  const wanted = wantedBy(commands, slots);
  const slotIds = [...wanted.keys()];
  // Given together, so run one behind the other, the reading under the locks.
  const [seatings, seats, guests] = await Promise.all([
    Seating.lockAll(tx, slotIds, { skipLocked }),
    findSeats(tx, [...wanted.values()]),
    findGuests(tx, guestsAmong(wanted)),
  ]);
  const bySlot = new Map(seatings.map((seating) => [seating.slot.id, seating]));
  const existing = seatings.length === slotIds.length ? new Set(slotIds) : await existingOf(tx, slotIds);
  await Seating.know(tx, seatings, { wanted, seats, guests });

  const outcomes: Outcomes = new Map();
  for (const command of await fresh) {
    const slotId = slotOf(command, slots);
    const seating = slotId === undefined ? undefined : bySlot.get(slotId);
    if (seating) outcomes.set(command, await decide(seating, command));
    else if (slotId !== undefined && existing.has(slotId)) outcomes.set(command, { kind: 'deferred' });
    else outcomes.set(command, { kind: 'refused', error: unknownObject(command) });
  }
  await Seating.saveAll(tx, seatings);
  return outcomes;
}

async function decide(seating: Seating, command: SeatCommand): Promise<Outcome<SeatCommandReply>> {
  const { changeCount } = seating;
  try {
    const reply = await runInContext<Promise<SeatCommandReply>>(command.context, () =>
      command.kind === 'take' ? takeSeat(seating, command) : cancelSeat(seating, command),
    );
    return { kind: 'done', reply };
  } catch (error) {
    const isRefusal = error instanceof RuleViolation || error instanceof AskAgain;
    // What was changed before it was refused must be rolled back, so it is run again alone.
    if (!isRefusal || seating.changeCount > changeCount) throw error;
    return { kind: 'refused', error };
  }
}

/** The slot that a command is about; undefined when its seat is not known. */
export function slotOf(command: SeatCommand, slots: ReadonlyMap<string, string>): string | undefined {
  return command.kind === 'take' ? command.slotId : slots.get(command.seatId);
}

/** A seat never changes its slot, so this needs no lock. */
async function findSlotsOf(
  { manager }: Tx,
  commands: readonly SeatCommand[],
  slots: Map<string, string>,
): Promise<void> {
  const seatIds = commands.flatMap((command) => (command.kind === 'cancel' ? command.seatId : []));
  if (seatIds.every((id) => slots.has(id))) return;
  const seats = await manager.find(Seat, { select: { id: true, slotId: true }, where: { id: Any(seatIds) } });
  for (const { id, slotId } of seats) slots.set(id, slotId);
}

async function existingOf({ manager }: Tx, slotIds: readonly string[]): Promise<Set<string>> {
  const slots = await manager.find(Slot, { select: { id: true }, where: { id: Any(slotIds) } });
  return new Set(slots.map(({ id }) => id));
}

/** What commands will ask for of one slot. */
interface Wanted {
  readonly slotId: string;
  readonly personIds: string[];
  readonly seatIds: string[];
}

function wantedBy(commands: readonly SeatCommand[], slots: ReadonlyMap<string, string>): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const command of commands) {
    const slotId = slotOf(command, slots);
    if (slotId === undefined) continue;
    let one = wanted.get(slotId);
    if (!one) wanted.set(slotId, (one = { slotId, personIds: [], seatIds: [] }));
    if (command.kind === 'take') one.personIds.push(command.personId);
    else one.seatIds.push(command.seatId);
  }
  return wanted;
}

function guestsAmong(wanted: ReadonlyMap<string, Wanted>): { slotId: string; personId: string }[] {
  return [...wanted.values()].flatMap(({ slotId, personIds }) =>
    personIds.map((personId) => ({ slotId, personId })),
  );
}

function unknownObject(command: SeatCommand): RuleViolation {
  return command.kind === 'take' ? notFound('slot', command.slotId) : notFound('seat', command.seatId);
}
