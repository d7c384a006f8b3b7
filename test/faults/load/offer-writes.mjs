/** Who waits longest is looked at first: so many, until one is found that is offered. */
const LOOKS = 4;
/** The services' clocks are read and moved one after the other; within this nothing is certain. */
const UNCERTAIN_MS = 2_000;

/**
 * What people do with seats that are offered to them: accept in time or too late, from one device or several at once,
 * decline, or let the time pass.
 */
export const OFFER_WRITES = {
  async offer(world, random) {
    const offer = await findOffer(world, random);
    if (!offer) return;
    world.offers.push(offer);
    const what = random.weighted({ accept: 3, decline: 2, wait: 5 });
    if (what === 'accept') await acceptFromDevices(world, offer, random.between(1, 2));
    if (what === 'decline') await giveUp(world, 'decline', offer.seat);
  },

  /** An offer of which somebody hears too late; from several devices, while the slot's worker gives it to the next. */
  async late(world, random) {
    const offer = random.pick(world.offers.filter(({ until }) => isOver(until, world.now)));
    if (!offer) return;
    world.offers.splice(world.offers.indexOf(offer), 1);
    await acceptFromDevices(world, offer, random.between(1, 3));
  },
};

/** Accepts offers at the same moment at which their time passes. */
export function acceptWhileTimePasses(world, forwardMs) {
  const ending = world.offers.filter(
    ({ until }) => !isOver(until, world.now) && isOver(until, world.now + forwardMs),
  );
  return Promise.all(ending.slice(0, 4).map((offer) => acceptFromDevices(world, offer, 1)));
}

/** Whether the time of an offer has passed for certain. */
export const isOver = (until, now) => now > until + UNCERTAIN_MS;

function acceptFromDevices(world, { seat, until }, devices) {
  // The services' clock at the earliest: whatever is later than the offer by this was too late.
  const about = { seatId: seat.id, until, sentAt: world.now };
  const accept = () =>
    world.client.write('accept', seat.token, 'POST', `/v1/seats/${seat.id}/accept`, undefined, about);
  return Promise.all(Array.from({ length: devices }, accept));
}

/** Somebody gives a seat up in a slot that offers what is free; who waits there looks whether it is theirs. */
async function findOffer(world, random) {
  const known = new Set(world.offers.map(({ seat }) => seat.id));
  const waiting = world.seats.filter(({ id, slotId, waits }) => {
    return waits && !known.has(id) && world.offeringSlots.has(slotId);
  });
  const slotId = random.pick(waiting)?.slotId;
  const leaving = world.seats.find((seat) => seat.slotId === slotId && !seat.waits && !known.has(seat.id));
  if (leaving) await giveUp(world, 'cancel', leaving);
  for (const seat of waiting.filter((each) => each.slotId === slotId).slice(0, LOOKS)) {
    const { reply } = await world.client.send({
      method: 'GET',
      path: `/v1/seats/${seat.id}`,
      token: seat.token,
    });
    if (reply?.status === 'offered') return { seat, until: Date.parse(reply.offerUntil) };
    // Promoted or given up: nothing will be offered to it.
    if (reply && reply.status !== 'waiting') seat.waits = false;
  }
  return null;
}

function giveUp(world, kind, seat) {
  world.seats = world.seats.filter(({ id }) => id !== seat.id);
  return world.client.write(kind, seat.token, 'DELETE', `/v1/seats/${seat.id}`, undefined, {
    seatId: seat.id,
  });
}
