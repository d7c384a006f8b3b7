import { startOf } from './world.mjs';

const HOUR_MS = 3_600_000;

/** Writes of the load that decide which mails are due, and when. */
export const MAIL_WRITES = {
  /** Somebody does without reminders, or wants them again. */
  async preference(world, random) {
    const person = random.pick(world.people.filter(({ token, isDeciding }) => token && !isDeciding));
    if (!person) return;
    // One after the other, so that it is known which was the last.
    person.isDeciding = true;
    const off = random.chance(0.7) ? ['reminders'] : [];
    const about = { personId: person.id, off };
    await world.client.write('preference', person.token, 'PATCH', '/v1/me/preferences', { off }, about);
    person.isDeciding = false;
  },
};

/**
 * While the clock stands still: sessions whose hour's notice is due within seconds, by the alarms that are set for it.
 * Some are moved while the alarm is set: it rings at the old time.
 */
export const ALARM_WRITES = {
  async soon(world, random) {
    const startsAt = Math.ceil(world.now / 1_000) * 1_000 + HOUR_MS + random.between(6, 14) * 1_000;
    const session = await world.addSession({ startsAt, capacity: 20 });
    await world.release();
    if (!session?.slots.length) return;
    const people = random.shuffled(world.people.filter(({ token }) => token)).slice(0, 4);
    await Promise.all(people.map((person) => takeOne(world, person, session.slots[0])));
    if (random.chance(0.5)) await delayBy(world, session, random.pick([1, 5, 30]));
  },
};

async function takeOne(world, person, slot) {
  const about = { slotId: slot, personId: person.id, groupSize: 1 };
  await world.client.write('take', person.token, 'POST', `/v1/slots/${slot}/seats`, {}, about);
}

async function delayBy(world, session, minutes) {
  const startsAt = session.startsAt + minutes * 60_000;
  const patch = { start: startOf(startsAt), allowConflicts: true };
  const about = { sessionId: session.id, startsAt };
  await world.client.write('move', world.admin, 'PATCH', `/v1/sessions/${session.id}`, patch, about);
}
