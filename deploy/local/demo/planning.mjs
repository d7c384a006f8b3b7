import { tell } from './tell.mjs';

/** What waits for a start in an event is placed by the planner, all at once; in a later run it has its place. */
export async function plannerPlaces(stage, event, cities) {
  tell.scene(9, `${event.title}: the planner places what has no time yet`);
  const { organizer } = stage;
  const { items: sessions } = await organizer.get(`/v1/events/${event.id}/sessions`);
  const waiting = sessions.filter(({ start, status }) => start === null && status === 'draft');
  if (waiting.length === 0) {
    tell.line('All sessions have been placed in an earlier run:');
    return sessions.filter(({ slug }) => slug === 'mayors' || slug === 'startups').forEach(placed(cities));
  }
  tell.line(`Without a start: ${waiting.map(({ title }) => `“${title}”`).join(', ')}.`);
  const { id } = await organizer.post(`/v1/events/${event.id}/plans`, {}, 202);
  const plan = await stage.waitFor('the plan', async () => {
    const found = await organizer.get(`/v1/plans/${id}`);
    return found.status !== 'running' && found;
  });
  if (plan.status !== 'proposed')
    return tell.line(`The plan is ${plan.status}: ${plan.clash?.detail ?? plan.failure}`);
  tell.line('It proposes:');
  for (const { title, from, to, localTimes } of plan.proposal.changes) {
    tell.line(`“${title}”: ${from ? when(from) : 'no time'} → ${when(to)}`);
    tell.times({ localTimes }, cities);
  }
  tell.line(plan.proposal.statement);
  const { status } = await organizer.post(`/v1/plans/${id}/apply`, {}, 200);
  tell.line(`The organizer takes it whole: the plan is ${status}.`);
}

const when = ({ start, place }) =>
  [start.local.replace('T', ' ').slice(0, 16), start.zone, ...(place ? [place.name] : [])].join(', ');
const placed = (cities) => (session) => {
  tell.line(`“${session.title}”: ${when(session)}`);
  tell.times(session, cities);
};
