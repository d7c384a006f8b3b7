import { HOLD_WRITES } from './hold-writes.mjs';
import { OFFER_WRITES } from './offer-writes.mjs';

/** Larger than any slot of the load: always refused, whatever it is decided together with. */
const TOO_MANY = 40;
/** People who press the button at once. */
const RUSH = [10, 25];

/** Writes of the load that are about seats. What one person does from two devices at once has a key for each. */
export const SEAT_WRITES = {
  ...OFFER_WRITES,
  ...HOLD_WRITES,

  async take(world, random) {
    const person = random.pick(world.people.filter(({ token }) => token));
    const slot = world.pickSlot(random);
    if (slot && person) await take(world, random, person, slot);
  },

  /** Many at once for one slot, and some give up at the same moment: what batches are for. */
  async rush(world, random) {
    const slot = world.pickSlot(random);
    if (!slot) return;
    const people = random.shuffled(world.people.filter(({ token }) => token));
    const leaving = random.shuffled(world.seats.filter(({ slotId }) => slotId === slot)).slice(0, 4);
    world.seats = world.seats.filter((seat) => !leaving.includes(seat));
    await Promise.all([
      ...people.slice(0, random.between(...RUSH)).map((person) => take(world, random, person, slot)),
      ...leaving.map((seat) => cancel(world, random, seat)),
    ]);
  },

  async cancel(world, random) {
    const seat = takeSeat(world, random);
    if (seat) await cancel(world, random, seat);
  },

  async swap(world, random) {
    const slot = world.pickSlot(random);
    if (!slot) return;
    const seat = takeSeat(world, random);
    if (!seat) return;
    const about = { slotId: slot, personId: seat.personId, instead: seat.id };
    const write = await world.client.write(
      'swap',
      seat.token,
      'POST',
      `/v1/seats/${seat.id}/swap`,
      { slot },
      about,
    );
    if (write.outcome === 'acknowledged' && write.reply)
      world.seats.push({ ...seat, id: write.reply.id, slotId: slot, waits: false });
    if (write.outcome === 'refused') world.seats.push(seat);
  },

  /** Up and down, refused or with people sent back to the queue; at times allocations are given up, or made again. */
  async capacity(world, random) {
    const slot = world.pickSlot(random);
    if (!slot) return;
    const capacity = random.between(2, 12);
    const allocations = random.chance(0.5) ? {} : { tokyo: 1, bengaluru: 1 };
    const patch = {
      capacity,
      ...(random.chance(0.3) && { allocations }),
      ...(random.chance(0.5) && { overflow: 'waiting' }),
    };
    await world.client.write('capacity', world.admin, 'PATCH', `/v1/slots/${slot}`, patch, { slotId: slot });
  },
};

async function take(world, random, person, slot) {
  const groupSize = random.chance(0.05) ? TOO_MANY : random.chance(0.2) ? random.between(2, 3) : undefined;
  const once = async () => {
    const write = await world.client.write(
      'take',
      person.token,
      'POST',
      `/v1/slots/${slot}/seats`,
      groupSize ? { groupSize } : {},
      { slotId: slot, personId: person.id, groupSize: groupSize ?? 1 },
    );
    return write.outcome === 'acknowledged' ? write.reply : null;
  };
  const replies = await Promise.all(devices(random).map(once));
  for (const reply of replies) {
    if (!reply || world.seats.some(({ id }) => id === reply.id)) continue;
    const waits = reply.status === 'waiting';
    world.seats.push({ id: reply.id, token: person.token, personId: person.id, slotId: slot, waits });
  }
}

function cancel(world, random, seat) {
  const once = () =>
    world.client.write('cancel', seat.token, 'DELETE', `/v1/seats/${seat.id}`, undefined, {
      seatId: seat.id,
    });
  return Promise.all(devices(random).map(once));
}

const devices = (random) => (random.chance(0.15) ? [1, 2] : [1]);

/** A seat that no other writer will name any more. */
function takeSeat(world, random) {
  if (world.seats.length === 0) return null;
  return world.seats.splice(random.between(0, world.seats.length - 1), 1)[0];
}
