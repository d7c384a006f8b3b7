import { untilQuiet } from './quiet.mjs';
import { waitUntil } from './wait-until.mjs';

const HOUR_MS = 3_600_000;
/** Into the session, which takes an hour. */
const INTO_MS = 10 * 60_000;

/**
 * The last reminder of a session goes out while the mail server takes messages and hangs up, and then the session
 * begins: whether the mails have arrived nobody knows, and nobody is to be reminded once more while it runs.
 *
 * @returns {Promise<Map<string, number>>} session → when it had begun, as milliseconds of real time
 */
export async function loseTheLastReminder({ system, world, random, consumers, restMs, say }) {
  const session = await world.addSession({ startsAt: world.now + 3 * HOUR_MS, capacity: 20 });
  await world.release();
  const people = random.shuffled(world.people.filter(({ token }) => token)).slice(0, 5);
  for (const person of people)
    await world.client.write(
      'take',
      person.token,
      'POST',
      `/v1/slots/${session.slots[0]}/seats`,
      {},
      {
        ...{ slotId: session.slots[0], personId: person.id, groupSize: 1 },
      },
    );
  await untilQuiet(system, consumers, { restMs });

  system.mail.behave('drop-after');
  const before = system.mail.log.length;
  await world.readClock(`PT${Math.ceil((session.startsAt - HOUR_MS - world.now) / 1_000) + 1}S`);
  const isLost = async () => {
    const { rows } = await system.database.query(
      `SELECT 1 FROM notifications.deliveries WHERE session_id = $1 AND notice = 'reminder' AND state = 'unknown'`,
      [session.id],
    );
    return rows.length > 0;
  };
  await waitUntil(isLost, { timeoutMs: 30_000, what: 'a reminder was taken and not answered', everyMs: 5 });
  // The retry comes after two seconds: it is to find the session begun, however long moving the clock takes.
  await system.database.query('UPDATE notifications.mail_pause SET paused_at = notifications.clock_now()');
  await world.readClock(`PT${(HOUR_MS + INTO_MS) / 1_000}S`);
  const began = new Map([[session.id, Date.now()]]);
  system.mail.behave('accept');
  await system.database.query('UPDATE notifications.mail_pause SET paused_at = NULL');
  await untilQuiet(system, consumers, { restMs });
  say(`${system.mail.log.length - before} mails of a reminder without an answer, while its session began`);
  return began;
}
