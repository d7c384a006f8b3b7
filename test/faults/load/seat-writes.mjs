/** Larger than any slot of the load: always refused, whatever it is decided together with. */
const TOO_MANY = 40;

/** Writes of the load that are about seats. What one person does from two devices at once has a key for each. */
export const SEAT_WRITES = {
  async take(world, random) {
    const person = random.pick(world.people.filter(({ token }) => token));
    const slot = random.pick(openSessions(world).flatMap(({ slots }) => slots));
    if (!slot || !person) return;
    const groupSize = random.chance(0.05) ? TOO_MANY : random.chance(0.2) ? random.between(2, 3) : undefined;
    const take = async () => {
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
    const replies = await Promise.all(devices(random).map(take));
    for (const reply of replies)
      if (reply && !world.seats.some(({ id }) => id === reply.id))
        world.seats.push({ id: reply.id, token: person.token, personId: person.id, slotId: slot });
  },

  async cancel(world, random) {
    const seat = takeSeat(world, random);
    if (!seat) return;
    const cancel = () =>
      world.client.write('cancel', seat.token, 'DELETE', `/v1/seats/${seat.id}`, undefined, {
        seatId: seat.id,
      });
    await Promise.all(devices(random).map(cancel));
  },

  /** Mostly of a seat that is offered, if one is found; of any other it is refused. */
  async accept(world, random) {
    let seat = random.pick(world.seats);
    for (let looked = 0; seat && looked < 6 && !(await isOffered(world, seat)); looked += 1)
      seat = random.pick(world.seats);
    if (!seat) return;
    await world.client.write('accept', seat.token, 'POST', `/v1/seats/${seat.id}/accept`, undefined, {
      seatId: seat.id,
    });
  },

  async swap(world, random) {
    const slot = random.pick(openSessions(world).flatMap(({ slots }) => slots));
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
      world.seats.push({ ...seat, id: write.reply.id, slotId: slot });
    if (write.outcome === 'refused') world.seats.push(seat);
  },

  async capacity(world, random) {
    const slot = random.pick(openSessions(world).flatMap(({ slots }) => slots));
    if (!slot) return;
    const patch = { capacity: random.between(2, 12), ...(random.chance(0.5) && { overflow: 'waiting' }) };
    await world.client.write('capacity', world.admin, 'PATCH', `/v1/slots/${slot}`, patch, { slotId: slot });
  },
};

export const openSessions = (world) =>
  world.sessions.filter(
    ({ isCancelled, slots, startsAt }) => !isCancelled && slots.length > 0 && startsAt > world.now,
  );

const devices = (random) => (random.chance(0.15) ? [1, 2] : [1]);

async function isOffered(world, { id, token }) {
  const { reply } = await world.client.send({ method: 'GET', path: `/v1/seats/${id}`, token });
  return reply?.status === 'offered';
}

/** A seat that no other writer will name any more. */
function takeSeat(world, random) {
  if (world.seats.length === 0) return null;
  return world.seats.splice(random.between(0, world.seats.length - 1), 1)[0];
}
