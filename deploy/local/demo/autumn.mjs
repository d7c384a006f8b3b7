import { tell } from './tell.mjs';

const TALKS = 'Design competition: the juries meet';
const CHOICES = { wall: 'the host’s wall time is kept', instant: 'the instant is kept' };

/**
 * Weekly talks of Boston and Rome over the weeks in which only one of them has changed its clocks, and the holidays that
 * sessions of Boston's week fall on.
 */
export async function autumnWeek(stage, event, cities) {
  tell.scene(8, `${event.title}: between Boston and Rome it is five hours for a week`);
  const now = await stage.forward('PT0S');
  if (now.toISOString().slice(0, 10) >= '2027-10-25') return tell.line('It has begun in an earlier run.');
  const series = (await talksOf(stage, event)) ?? (await repeatTalks(stage, event));
  await clocksDiverge(stage, series, nameOf(cities));
  await daysOff(stage, event);
}

async function talksOf({ organizer }, event) {
  const { items } = await organizer.get(`/v1/events/${event.id}/series`);
  return items.find(({ title, status }) => title === TALKS && status === 'active');
}

/** The Mondays before, between and after the two changes of clocks (31 October in Rome, 7 November in Boston). */
const repeatTalks = ({ organizer }, event) =>
  organizer.post(
    `/v1/events/${event.id}/series`,
    {
      title: TALKS,
      format: 'panel',
      start: { local: '2027-10-25T12:00:00', zone: 'America/New_York' },
      durationMinutes: 45,
      rule: 'FREQ=WEEKLY;COUNT=3',
      parts: { boston: 'required', rome: 'required' },
    },
    201,
  );

async function clocksDiverge({ organizer }, series, name) {
  const path = `/v1/series/${series.id}/divergence`;
  const { usual, occurrences } = await organizer.get(path);
  const days = series.occurrences.map(({ occurrence }) => dayOf(occurrence)).join(', ');
  tell.line(`“${series.title}”, at ${clockOf(series.start.local)} in Boston: ${days}.`);
  for (const { start, cities, keepWall, keepInstant, moveRequired, choice } of occurrences) {
    for (const { city, usualLocal, local, differenceMinutes } of cities) {
      const normal = usual.find((each) => each.city === city).differenceMinutes;
      const apart = `${hours(normal + differenceMinutes)} ahead of Boston, not ${hours(normal)}`;
      tell.line(
        `On ${dayOf(start.local)} ${name(city)} is ${apart}: ${clockOf(local)} instead of ${clockOf(usualLocal)} there.`,
      );
    }
    tell.line(`  · keep the host’s wall time: ${offer(keepWall, name)}`);
    tell.line(`  · keep the instant for ${name(keepInstant.city)}: ${offer(keepInstant, name)}`);
    if (moveRequired.length > 0)
      tell.line(`  Before the instant is kept, ${moveRequired.map(name).join(', ')} would have to agree.`);
    if (choice) tell.line(`Chosen in an earlier run: ${CHOICES[choice]}.`);
  }
  const open = occurrences.filter(({ choice }) => choice === null).map(({ sessionId }) => sessionId);
  if (open.length === 0) return;
  const settled = await organizer.post(path, { occurrences: open, keep: 'wall' }, 200);
  for (const { start, choice } of settled.occurrences)
    tell.line(`The organizer decides for ${dayOf(start.local)}: ${CHOICES[choice]}.`);
}

async function daysOff({ organizer }, event) {
  const { items } = await organizer.get(`/v1/events/${event.id}/conflicts?limit=100`);
  const of = (...kinds) => items.filter(({ kind }) => kinds.includes(kind));
  tell.line('Days that cities keep, as the list of conflicts names them:');
  for (const { kind, detail, suggestion } of of('holiday', 'observance')) {
    tell.line(`  · ${kind}: ${detail}`);
    if (suggestion) tell.line(`    ${suggestion.detail}`);
  }
  tell.line(`Weekends are noted ${of('weekend').length} times more.`);
}

const nameOf = (cities) => (slug) => cities.find((city) => city.slug === slug)?.name ?? slug;
const clockOf = (local) => local.slice(11, 16);
const dayOf = (local) =>
  new Date(`${local}Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const hours = (minutes) => `${minutes / 60} hours`;
const offer = ({ start, localTimes }, name) =>
  [
    `${clockOf(start.local)} in Boston`,
    ...localTimes.map(({ city, local }) => `${clockOf(local)} in ${name(city)}`),
  ].join(', ');
