/** I1 and I6: the seat log replayed, slot by slot, in the order in which it was written under the slot's lock. */

const SEATED = new Set(['held', 'confirmed', 'offered']);

export async function checkSeats({ database, violated }) {
  const { rows: slots } = await database.query('SELECT * FROM participants.slots');
  const { rows: seats } = await database.query('SELECT * FROM participants.seats');
  const { rows: log } = await database.query('SELECT * FROM participants.seat_log ORDER BY slot_id, id');
  const { rows: allocations } = await database.query('SELECT * FROM participants.slot_allocations');
  for (const slot of slots) {
    const own = {
      slot,
      seats: new Map(seats.filter((seat) => seat.slot_id === slot.id).map((seat) => [seat.id, seat])),
      log: log.filter((change) => change.slot_id === slot.id),
      allocations: allocations.filter(({ slot_id }) => slot_id === slot.id),
    };
    checkCounts(own, violated);
    replay(own, violated);
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
  for (const { city, taken } of allocations) {
    const sum = sumOf(all.filter((seat) => SEATED.has(seat.status) && seat.allocation_city === city));
    if (sum !== taken)
      violated('I1', `slot ${slot.id} counts ${taken} taken of ${city}, its seats are ${sum}`);
  }
}

const sumOf = (seats) => seats.reduce((sum, seat) => sum + seat.group_size, 0);

function replay({ slot, seats, log }, violated) {
  /** Seat id → status after the log so far. */
  const statuses = new Map();
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
    if (change.from_status === null && change.to_status === 'waiting') {
      if (seat.queue_no <= lastNumber)
        violated('I6', `${where}: number ${seat.queue_no} after ${lastNumber}`);
      lastNumber = seat.queue_no;
    }
    checkTurn({ change, seat, statuses, seats, where }, violated);
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

/**
 * Whoever sits down passes nobody who waited longer and could have had that place: of the same size or smaller, and,
 * for a place of an allocation, of that city. (Where a seat counts is kept as long as it is the same seat, unless its
 * allocation was given up, which moves it to the pool: then nothing can be said of it.)
 */
function checkTurn({ change, seat, statuses, seats, where }, violated) {
  if (!SEATED.has(change.to_status) || SEATED.has(change.from_status)) return;
  const number = change.from_status === 'waiting' ? seat.queue_no : Infinity;
  for (const [id, status] of statuses) {
    const other = seats.get(id);
    if (status !== 'waiting' || other.queue_no >= number || other.group_size > change.size) continue;
    if (seat.allocation_city !== null && other.city !== seat.allocation_city) continue;
    violated('I6', `${where}: number ${number} sat down before number ${other.queue_no}, who fits`);
  }
}
