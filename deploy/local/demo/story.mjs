import { autumnWeek } from './autumn.mjs';
import { invitePeople, takeSeats } from './crowd.mjs';
import { readInFiveLanguages } from './languages.mjs';
import { plannerPlaces } from './planning.mjs';
import { tell } from './tell.mjs';

const PEOPLE = 40;
const SEATS = 30;
const DAY_MS = 86_400_000;

/**
 * The main story: a city accepts, forty people take thirty seats, one cancels, the time changes and five people read of it in five languages, another
 * city agrees to a new time, reminders come; in autumn clocks change apart, and the planner fills the week.
 * It can be played again: each time with a new session and new people.
 *
 * @param {Awaited<ReturnType<import('./stage.mjs').createStage>>} stage
 */
export async function play(stage) {
  const { organizer } = stage;
  const now = await stage.forward('PT0S');
  const run = now.getTime().toString(36);
  const programme = await organizer.get('/v1/programmes/aiws-forum-2027');
  const { items: cities } = await organizer.get('/v1/cities');
  const { items: events } = await organizer.get(`/v1/programmes/${programme.slug}/events`);
  const event = events.find((candidate) => candidate.slug === 'sea-festival');
  tell.title(`${programme.title.en}: ${event.title.en}, hosted by Nha Trang`);

  await cityAccepts(stage, event, cities);
  const session = await publishSession(stage, event, programme, cities, now, run);
  const { seats, slot } = await fillSeats(stage, session, programme, run);
  await someoneCancels(stage, seats, slot);
  const moved = await moveSession(stage, session, programme, cities, seats);
  await openingMoves(stage, event, cities);
  await remindersCome(stage, moved, seats);
  const autumn = events.find((candidate) => candidate.slug === 'autumn-week');
  await autumnWeek(stage, autumn, cities);
  await plannerPlaces(stage, autumn, cities);
  const mails = stage.demo.mail ? `Read the mails at ${stage.demo.mail}/ and see` : 'See';
  tell.line(`${mails} the programme at ${stage.demo.url}/\n`);
}

async function cityAccepts(stage, event, cities) {
  tell.scene(1, 'A partner city answers the invitation');
  const partner = event.partners.find((candidate) => candidate.status === 'invited');
  if (!partner) return tell.line('All of them have answered in an earlier run.');
  const name = cities.find((city) => city.slug === partner.city).name;
  tell.line(`${name} is invited with: ${partner.modes.join(', ')}.`);
  const answer = await stage
    .liaison(partner.city)
    .post(`/v1/partners/${partner.id}/accept`, { note: 'We are glad to take part.' }, 200);
  tell.line(`The liaison of ${name} answers: ${answer.status}.`);
}

async function publishSession(stage, event, programme, cities, now, run) {
  tell.scene(2, `The organizer adds a session with ${SEATS} online seats and publishes it`);
  const day = new Date(now.getTime() + 10 * DAY_MS).toISOString().slice(0, 10);
  const session = await stage.organizer.post(
    `/v1/events/${event.id}/sessions`,
    {
      slug: `evening-talk-${run}`,
      title: { en: 'Evening talk on the beach', vi: 'Trò chuyện buổi tối trên bãi biển' },
      format: 'panel',
      purpose: 'evening',
      place: { name: 'Pavilion', city: 'nha-trang' },
      start: { local: `${day}T19:00:00`, zone: 'Asia/Ho_Chi_Minh' },
      durationMinutes: 60,
      parts: { 'nha-trang': 'required', ...invited(programme.cities) },
    },
    201,
  );
  await stage.organizer.post(
    `/v1/sessions/${session.id}/slots`,
    { mode: 'online', capacity: SEATS, allocations: {} },
    201,
  );
  const release = await stage.organizer.post(`/v1/events/${event.id}/releases`, {}, 201);
  tell.line(`Published schedule no. ${release.number}. The session starts, in each city:`);
  tell.times(session, cities);
  return session;
}

const invited = (cities) =>
  Object.fromEntries(cities.filter((city) => city !== 'nha-trang').map((city) => [city, 'invited']));

async function fillSeats(stage, session, programme, run) {
  tell.scene(3, `${PEOPLE} people from ${programme.cities.length} cities press the button`);
  const { items } = await stage.organizer.get(`/v1/slots?sessions=${session.id}`);
  const people = await invitePeople(stage, programme.cities, PEOPLE, run);
  const seats = await takeSeats(stage, items[0].id, people);
  const slot = await stage.organizer.get(`/v1/slots/${items[0].id}`);
  tell.line(
    `${slot.confirmed} are confirmed, ${slot.waiting} wait in order; there are ${slot.capacity} seats.`,
  );
  return { seats, slot };
}

async function someoneCancels(stage, seats, slot) {
  tell.scene(4, 'Somebody cancels, and the first in the queue gets in');
  const leaving = seats.find((seat) => seat.status === 'confirmed');
  const first = seats.find((seat) => seat.position === 1);
  await leaving.api.ask('DELETE', `/v1/seats/${leaving.id}`);
  const promoted = await first.api.get(`/v1/seats/${first.id}`);
  tell.line(`${leaving.email} cancels; ${first.email} was first in the queue and is now ${promoted.status}.`);
  const { confirmed, waiting, capacity } = await stage.organizer.get(`/v1/slots/${slot.id}`);
  tell.line(`${confirmed} of ${capacity} seats are taken, ${waiting} people wait.`);
  leaving.status = 'cancelled';
  first.status = promoted.status;
}

async function moveSession(stage, session, programme, cities, seats) {
  tell.scene(5, 'The time changes by an hour and a half');
  const { local, zone } = session.start;
  const later = local.replace('T19:00', 'T20:30');
  const answer = await stage.organizer.ask('PATCH', `/v1/sessions/${session.id}`, {
    start: { local: later, zone },
  });
  tell.times(answer.body, cities);
  await readInFiveLanguages(stage, answer.body, seats);
  return answer.body;
}

/** Forth and back again, run by run. */
async function openingMoves(stage, event, cities) {
  tell.scene(6, 'The festival’s opening moves by half an hour, once Boston has agreed');
  const { items } = await stage.organizer.get(`/v1/events/${event.id}/sessions`);
  const opening = items.find((candidate) => candidate.slug === 'opening');
  const { local, zone, instant } = opening.start;
  const now = await stage.forward('PT0S');
  if (Date.parse(instant) - now.getTime() < 2 * DAY_MS) return tell.line('It has begun in an earlier run.');
  const later = local.endsWith('T19:00:00')
    ? local.replace('T19:00', 'T19:30')
    : local.replace('T19:30', 'T19:00');
  const refusal = await stage.organizer.ask('PATCH', `/v1/sessions/${opening.id}`, {
    start: { local: later, zone },
  });
  tell.line(`To change it directly is refused: ${refusal.body.detail}`);
  const move = await stage.organizer.post(
    '/v1/moves',
    { sessions: [{ id: opening.id, start: { local: later, zone } }], reason: 'The tide has changed.' },
    201,
  );
  for (const { city, deadline, onSilence } of move.asked) {
    const name = cities.find((candidate) => candidate.slug === city).name;
    tell.line(
      `${name} has until ${deadline.replace('T', ' ').slice(0, 16)} on its clock; silence would ${onSilence}.`,
    );
    const answer = await stage.liaison(city).post(`/v1/moves/${move.id}/accept`, {}, 200);
    tell.line(`The liaison of ${name} agrees: the move is ${answer.status}.`);
  }
  tell.times(await stage.organizer.get(`/v1/sessions/${opening.id}`), cities);
}

async function remindersCome(stage, session, seats) {
  tell.scene(7, 'The clock goes forward, and reminders come');
  const confirmed = seats.filter((seat) => seat.status === 'confirmed');
  await clockTo(stage, session, 6 * 24);
  await remindersSent(stage, session, 'P7D', confirmed.length);
  await clockTo(stage, session, 9);
  const reminders = await remindersSent(stage, session, 'P1D', confirmed.length);
  for (const { rule, zone, dueAt, state, sent } of reminders) {
    tell.line(`${rule.padEnd(6)} ${zone.padEnd(18)} due ${utc(dueAt)}  ${state.padEnd(8)} ${sent} sent`);
  }
  if (!stage.demo.mail) return;
  const { email } = confirmed[0];
  tell.line(`What ${email} has got, newest first:`);
  for (const mail of await stage.mailsTo(email)) tell.line(`  · ${mail.subject}`);
}

/** Moves the clock to so many hours before the session starts. */
async function clockTo(stage, session, hoursBefore) {
  const now = await stage.forward('PT0S');
  const minutes = Math.floor((Date.parse(session.start.instant) - now.getTime()) / 60_000) - hoursBefore * 60;
  const clock = await stage.forward(`PT${Math.max(0, minutes)}M`);
  tell.line(`It is now ${utc(clock.toISOString())}, ${hoursBefore} hours before the start.`);
}

/** Waits until a rule's reminders went to so many people; gives all reminders of the session. */
function remindersSent(stage, session, rule, people) {
  return stage.waitFor(`the reminders ${rule} to be sent`, async () => {
    const { items } = await stage.organizer.get(`/v1/sessions/${session.id}/reminders`);
    const sent = items.filter((row) => row.rule === rule).reduce((sum, row) => sum + row.sent, 0);
    return sent >= people && items;
  });
}

const utc = (instant) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
