import { CITIES } from './world.mjs';

const MINUTE_MS = 60_000;
/** DESIGN section 10. */
const HELD_MS = 15 * MINUTE_MS;

/** Seats that are held: for addresses that are not confirmed yet, and for names of delegates that come later. */
export const HOLD_WRITES = {
  async hold(world, random) {
    const slot = world.pickSlot(random);
    if (!slot) return;
    const number = (world.visitors += 1);
    const email = `visitor-${number}@harbour.example`;
    const city = random.chance(0.5) ? random.pick(CITIES).slug : undefined;
    const about = { slotId: slot, email };
    const body = { email, name: `Visitor ${number}`, ...(city && { city }) };
    world.holds.push({ email, slotId: slot, until: world.now + HELD_MS });
    await world.client.write('hold', undefined, 'POST', `/v1/slots/${slot}/seats`, body, about);
  },

  /** Opens the link of a mail that has come, of two devices at times: it is good once. */
  async confirm(world, random) {
    const hold = random.pick(world.holds.filter(({ email }) => world.mail.signInTokenOf(email)));
    if (!hold) return;
    world.holds.splice(world.holds.indexOf(hold), 1);
    const token = world.mail.signInTokenOf(hold.email);
    const about = { ...hold, sentAt: world.now };
    const confirm = () => world.client.write('confirm', undefined, 'POST', '/v1/sign-in', { token }, about);
    await Promise.all((random.chance(0.2) ? [1, 2] : [1]).map(confirm));
  },

  async block(world, random) {
    const slot = world.pickSlot(random);
    if (!slot) return;
    const body = {
      city: random.pick(CITIES).slug,
      size: random.between(1, 2),
      // The clock of the load moves by hours: places that have no name by then fall free.
      namesUntil: new Date(world.now + random.between(60, 300) * MINUTE_MS).toISOString(),
    };
    const write = await world.client.write('block', world.admin, 'POST', `/v1/slots/${slot}/blocks`, body, {
      slotId: slot,
      size: body.size,
    });
    if (write.outcome !== 'acknowledged' || !write.reply) return;
    for (let place = 1; place <= body.size; place += 1)
      world.places.push({ blockId: write.reply.id, place, slotId: slot });
  },

  /** A name for a place, and later a substitute. */
  async name(world, random) {
    const place = random.pick(world.places);
    const person = random.pick(world.people.filter(({ id }) => id));
    if (!place || !person) return;
    const { blockId, slotId } = place;
    await world.client.write(
      'name',
      world.admin,
      'PUT',
      `/v1/blocks/${blockId}/names/${place.place}`,
      { participantId: person.id },
      { slotId, personId: person.id },
    );
  },
};
