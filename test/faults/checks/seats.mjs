/** I1 and I6: the seat log replayed, slot by slot, in the order in which it was written under the slot's lock. */

import { checkOffers, checkPositions, checkRefusals } from './seat-answers.mjs';
import { checkNobodyWaitsInVain, checkTimeHasPassed } from './seats-at-rest.mjs';

const SEATED = new Set(['held', 'confirmed', 'offered']);

export async function checkSeats({ database, client, violated }) {
  const { rows: slots } = await database.query('SELECT * FROM participants.slots');
  const { rows: seats } = await database.query('SELECT * FROM participants.seats');
  const { rows: log } = await database.query('SELECT * FROM participants.seat_log ORDER BY slot_id, id');
  const { rows: allocations } = await database.query('SELECT * FROM participants.slot_allocations');
  const takes = client.writes.filter(({ kind }) => kind === 'take');
  checkRefusals(takes, violated);
  await checkOffers({ database, client, violated });
  await checkTimeHasPassed({ database, violated });
  await checkNobodyWaitsInVain({ database, violated });
  /** Where allocations have been given up or made, it is not known of a seat where it counted at first. */
  const resettled = new Set(
    client.writes.flatMap(({ kind, request, about }) =>
      kind === 'capacity' && request.body.allocations ? about.slotId : [],
    ),
  );
  for (const slot of slots) {
    const own = {
      slot,
      isResettled: resettled.has(slot.id),
      seats: new Map(seats.filter((seat) => seat.slot_id === slot.id).map((seat) => [seat.id, seat])),
      log: log.filter((change) => change.slot_id === slot.id),
      allocations: allocations.filter(({ slot_id }) => slot_id === slot.id),
    };
    checkCounts(own, violated);
    checkOnePerPerson(own, violated);
    replay(own, violated);
    checkPositions({ ...own, takes: takes.filter(({ about }) => about.slotId === slot.id) }, violated);
  }
}

/** The counters, as they are now, are the sums of the rows. */
function checkCounts({ slot, seats, allocations }, violated) {
  const all = [...seats.values()];
  for (const status of ['held', 'confirmed', 'waiting', 'offered']) {
    const sum = sumOf(all.filter((seat) => seat.status === status));
    if (sum !== slot[status])
      violated('I1', `slot ${slot.id} counts ${slot[status]} ${status}, its seats are ${sum}`);
  }
  const length = all.filter((seat) => seat.status === 'waiting').length;
  if (length !== slot.queue_length)
    violated('I1', `slot ${slot.id} has a queue of ${slot.queue_length}, ${length} seats wait`);
  for (const { city, taken } of allocations) {
    const sum = sumOf(all.filter((seat) => SEATED.has(seat.status) && seat.allocation_city === city));
    if (sum !== taken)
      violated('I1', `slot ${slot.id} counts ${taken} taken of ${city}, its seats are ${sum}`);
  }
}

/** Whatever comes together: one person has one seat of a slot, or one place in its queue. */
function checkOnePerPerson({ slot, seats }, violated) {
  const people = new Set();
  for (const { person_id, status } of seats.values()) {
    if (person_id === null || !(SEATED.has(status) || status === 'waiting')) continue;
    if (people.has(person_id)) violated('I1', `slot ${slot.id}: ${person_id} has two seats`);
    people.add(person_id);
  }
}

const sumOf = (seats) => seats.reduce((sum, seat) => sum + seat.group_size, 0);

function replay({ slot, isResettled, seats, log }, violated) {
  /** Seat id → status after the log so far. */
  const statuses = new Map();
  /** Seats that got another number in the queue meanwhile: of their turn nothing can be said. */
  const renumbered = new Set(log.filter(({ cause }) => cause === 'overflow').map(({ seat_id }) => seat_id));
  let taken = 0;
  let lastNumber = 0;
  for (const change of log) {
    const seat = seats.get(change.seat_id);
    const where = `slot ${slot.id}, log ${change.id}`;
    if (!seat) {
      violated('I1', `${where}: the log has a seat that is not there`);
      continue;
    }
    const before = statuses.get(change.seat_id) ?? null;
    if (before !== change.from_status) {
      violated('I1', `${where}: the seat was ${before}, not ${change.from_status}`);
    }
    if (change.from_status === null && change.to_status === 'waiting' && !renumbered.has(seat.id)) {
      if (seat.queue_no <= lastNumber)
        violated('I6', `${where}: number ${seat.queue_no} after ${lastNumber}`);
      lastNumber = seat.queue_no;
    }
    checkTurn({ change, seat, statuses, seats, renumbered, isResettled, where }, violated);
    statuses.set(change.seat_id, change.to_status);
    taken += (SEATED.has(change.to_status) - SEATED.has(change.from_status)) * change.size;
    if (taken !== change.taken_after)
      violated('I1', `${where}: ${taken} are taken, it says ${change.taken_after}`);
    if (change.capacity !== null && taken > change.capacity) {
      violated('I1', `${where}: ${taken} taken of ${change.capacity}`);
    }
  }
  for (const seat of seats.values()) {
    if (statuses.get(seat.id) !== seat.status) {
      violated('I1', `seat ${seat.id} is ${seat.status}, by its log ${statuses.get(seat.id)}`);
    }
  }
}

/** What gives somebody the place of somebody else, who had it already, or a delegation the place of one of its own. */
const SAME_PLACE = new Set(['named', 'substituted', 'returned']);

/**
 * Whoever sits down passes nobody who waited longer and could have had that place: of the same size or smaller, and,
 * for a place of an allocation, of that city. (Where a seat counts is kept as long as it is the same seat, unless
 * allocations were given up: then only those of the same city could have had the same.)
 */
function checkTurn({ change, seat, statuses, seats, renumbered, isResettled, where }, violated) {
  if (!SEATED.has(change.to_status) || SEATED.has(change.from_status) || renumbered.has(seat.id)) return;
  if (SAME_PLACE.has(change.cause)) return;
  const number = change.from_status === 'waiting' ? seat.queue_no : Infinity;
  for (const [id, status] of statuses) {
    const other = seats.get(id);
    if (status !== 'waiting' || other.queue_no >= number || other.group_size > change.size) continue;
    if (renumbered.has(id)) continue;
    if (isResettled && other.city !== seat.city) continue;
    if (seat.allocation_city !== null && other.city !== seat.allocation_city) continue;
    violated('I6', `${where}: number ${number} sat down before number ${other.queue_no}, who fits`);
  }
}
