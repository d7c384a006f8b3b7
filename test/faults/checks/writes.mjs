/** I2: what was acknowledged is there, once; what was refused is not. */

import { isDefinite } from '../load/client.mjs';

export async function checkWrites({ database, client, violated }) {
  const of = (kind) => client.writes.filter((write) => write.kind === kind);
  for (const { kind, key, outcome, text, reply } of client.writes) {
    if (outcome === 'acknowledged' && !reply)
      violated('I2', `${kind} ${key} was acknowledged with ${text || 'nothing'}`);
  }
  const one = async (sql, ...values) => (await database.query(sql, values)).rows[0];

  for (const [kind, count] of [
    [
      'session',
      ({ about }) =>
        one('SELECT count(*)::int FROM sessions.sessions WHERE title = to_jsonb($1::text)', about.title),
    ],
    [
      'register',
      ({ about }) => one('SELECT count(*)::int FROM participants.persons WHERE email = $1', about.email),
    ],
  ]) {
    for (const write of of(kind)) {
      const { count: found } = await count(write);
      checkOnce(write, found, violated);
    }
  }
  await checkSeatsTaken([...of('take'), ...of('swap'), ...of('name')], of('hold'), { database, violated });
  await checkKept({ of, one, violated });

  for (const { reply, about, outcome } of of('swap')) {
    if (outcome !== 'acknowledged' || !reply) continue;
    const seat = await one('SELECT status FROM participants.seats WHERE id = $1', about.instead);
    if (seat?.status !== 'cancelled')
      violated('I2', `seat ${about.instead} was swapped for ${reply.id}, it is ${seat?.status}`);
  }
  for (const { reply, about, outcome } of [...of('cancel'), ...of('decline')]) {
    if (outcome !== 'acknowledged' || !reply) continue;
    const seat = await one('SELECT status FROM participants.seats WHERE id = $1', about.seatId);
    if (seat?.status !== 'cancelled') {
      violated('I2', `seat ${about.seatId} was cancelled (${reply.status}), it is ${seat?.status}`);
    }
  }
  for (const { reply, outcome } of [...of('slot'), ...of('capacity')]) {
    if (outcome !== 'acknowledged' || !reply) continue;
    const slot = await one('SELECT version FROM participants.slots WHERE id = $1', reply.id);
    if (!(slot?.version >= reply.version)) {
      violated('I2', `slot ${reply.id} was at version ${reply.version}, it is at ${slot?.version}`);
    }
  }
  for (const { reply, about, outcome } of of('move')) {
    if (outcome !== 'acknowledged' || !reply) continue;
    const fact = await one(
      `SELECT envelope #>> '{data,start,instant}' AS instant FROM sessions.outbox
       WHERE subject = 'fact.sessions.session.changed.v1' AND envelope #>> '{data,id}' = $1
         AND (envelope #>> '{data,version}')::int = $2`,
      about.sessionId,
      reply.version,
    );
    if (Date.parse(fact?.instant) !== about.startsAt) {
      violated(
        'I2',
        `session ${about.sessionId} was moved in version ${reply.version}, which says ${fact?.instant}`,
      );
    }
  }
  for (const { reply, about, outcome } of of('length')) {
    if (outcome !== 'acknowledged' || !reply) continue;
    const fact = await one(
      `SELECT (envelope #>> '{data,durationMinutes}')::int AS minutes FROM sessions.outbox
       WHERE subject = 'fact.sessions.session.changed.v1' AND envelope #>> '{data,id}' = $1
         AND (envelope #>> '{data,version}')::int = $2`,
      about.sessionId,
      reply.version,
    );
    if (fact?.minutes !== about.durationMinutes) {
      violated(
        'I2',
        `session ${about.sessionId} was given ${about.durationMinutes} minutes in version ${reply.version}, which says ${fact?.minutes}`,
      );
    }
  }
  for (const { about, outcome } of of('cancel-session')) {
    const session = await one('SELECT status FROM sessions.sessions WHERE id = $1', about.sessionId);
    if (outcome === 'acknowledged' && session?.status !== 'cancelled') {
      violated('I2', `session ${about.sessionId} was cancelled, it is ${session?.status}`);
    }
  }
}

function checkOnce({ kind, key, about, outcome, tries }, found, violated) {
  const what = `${kind} ${JSON.stringify(about)} (${key}, ${outcome} after ${tries} tries)`;
  if (found > 1) violated('I2', `${what} is there ${found} times`);
  if (outcome === 'acknowledged' && found === 0) violated('I2', `${what} is lost`);
  if (outcome === 'refused' && found > 0) violated('I2', `${what} is there though it was refused`);
}

/** What was accepted was had, what was kept for a delegation was kept, and a confirmed address has no seat that is only held. */
async function checkKept({ of, one, violated }) {
  const acknowledged = (kind) => of(kind).filter(({ outcome, reply }) => outcome === 'acknowledged' && reply);
  for (const { about, key } of acknowledged('accept')) {
    const sql = `SELECT count(*)::int FROM participants.seat_log WHERE seat_id = $1 AND to_status = 'confirmed'`;
    if ((await one(sql, about.seatId)).count === 0)
      violated('I2', `seat ${about.seatId} was accepted (${key}), it was never confirmed`);
  }
  for (const { about, reply } of acknowledged('block')) {
    const sql = `SELECT count(*)::int FROM participants.seats seat JOIN participants.seat_log log ON log.seat_id = seat.id
                 WHERE seat.block_id = $1 AND log.cause = 'blocked'`;
    const { count } = await one(sql, reply.id);
    if (count !== about.size)
      violated('I2', `${about.size} places were kept as block ${reply.id}, there are ${count}`);
  }
  for (const { about, reply } of acknowledged('confirm')) {
    const sql = `SELECT count(*)::int FROM participants.seats WHERE person_id = $1 AND status = 'held'`;
    if ((await one(sql, reply.id)).count > 0)
      violated('I2', `${about.email} is confirmed, and a seat is still only held`);
  }
}

/**
 * A person's seats in a slot are those that their requests were told of, and at most one more for each without an answer
 * or for which a mail was the answer.
 */
async function checkSeatsTaken(takes, holds, { database, violated }) {
  const { rows: seats } = await database.query(
    `SELECT seat.id, slot_id, person_id, email FROM participants.seats seat
     JOIN participants.persons person ON person.id = person_id`,
  );
  const asked = new Set(
    holds.flatMap(({ outcome, about }) => (outcome === 'refused' ? [] : `${about.slotId} ${about.email}`)),
  );
  const known = new Map(seats.map((seat) => [seat.id, seat]));
  const pairs = new Map();
  for (const { about, outcome, reply, key } of takes) {
    const pair = `${about.slotId} ${about.personId}`;
    if (!pairs.has(pair)) pairs.set(pair, { told: new Set(), unanswered: 0 });
    if (outcome === 'unanswered') pairs.get(pair).unanswered += 1;
    if (outcome !== 'acknowledged' || !reply) continue;
    const seat = known.get(reply?.id);
    if (!seat) violated('I2', `seat ${reply?.id} of ${pair} (${key}) is lost`);
    else if (seat.slot_id !== about.slotId || seat.person_id !== about.personId) {
      violated('I2', `seat ${reply.id} (${key}) is somebody else's`);
    }
    pairs.get(pair).told.add(reply?.id);
  }
  for (const seat of seats) {
    const pair = pairs.get(`${seat.slot_id} ${seat.person_id}`);
    if (pair?.told.has(seat.id)) continue;
    if (pair && (pair.unanswered -= 1) >= 0) continue;
    if (asked.delete(`${seat.slot_id} ${seat.email}`)) continue;
    violated('I2', `nobody was told of seat ${seat.id} of ${seat.slot_id} ${seat.person_id}`);
  }
}

/**
 * Once all is whole again, every write that had no answer gets a definite one under its key: no key stays half used. What
 * is done by that belongs to the run.
 */
export async function repeatUnanswered({ client, violated }) {
  const unanswered = client.writes.filter(({ outcome }) => outcome === 'unanswered');
  for (const write of unanswered) {
    const answer = await client.send(write.request, write.key);
    if (isDefinite(answer)) client.settle(write, answer);
    else violated('I2', `${write.kind} ${write.key} is answered ${answer.status} ${answer.text} at rest`);
  }
  return unanswered.length;
}

/** The same key and body get the same status and bytes, also when the first answer was given by a process that died since. */
export async function checkReplays({ client, random, violated }, count) {
  // Their replies are kept as they were; who registers gets a token, which is derived and not stored.
  const kinds = new Set([
    'take',
    'cancel',
    'decline',
    'accept',
    'hold',
    'preference',
    'confirm',
    'block',
    'name',
    'swap',
    'session',
    'slot',
    'move',
    'capacity',
    'register',
    'retitle',
    'rename',
  ]);
  const acknowledged = client.writes.filter(
    ({ kind, outcome }) => kinds.has(kind) && outcome === 'acknowledged',
  );
  // First those that needed several tries: there a try may have died on the way.
  const chosen = random
    .shuffled(acknowledged)
    .sort((a, b) => Math.min(b.tries, 2) - Math.min(a.tries, 2))
    .slice(0, count);
  for (const { kind, key, request, status, text } of chosen) {
    const again = await client.send(request, key);
    if (again.status === status && again.text === text) continue;
    violated('I2', `${kind} ${key} was answered ${status} ${text}, again ${again.status} ${again.text}`);
  }
  return chosen.length;
}
