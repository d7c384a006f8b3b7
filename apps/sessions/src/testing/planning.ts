import { ApplyPlan, FindPlans, StartPlan, type Event, type InputOf, type Plan } from '#contracts';
import { waitFor, type TestService } from '#platform/testing';
import { ORGANIZER } from './forum.js';

/** What a session that waits to be placed has. */
export const START_ONLY = { start: null, slug: undefined };
export const WINDOW = { from: '2027-06-11', to: '2027-06-12' };

type Wishes = Omit<InputOf<typeof StartPlan>, 'eventId'>;

/** What people do with plans of a world's festival; as the organizer unless another actor is given. */
export function planning(world: { readonly service: TestService; readonly festival: Pick<Event, 'id'> }) {
  const start = (input: Wishes = {}, actor = ORGANIZER) =>
    world.service.ask(StartPlan, { eventId: world.festival.id, ...input }, { actor });
  const read = async (id: string, actor = ORGANIZER) =>
    (await world.service.ask(FindPlans, { ids: [id] }, { actor })).items[0];
  const ended = ({ id }: Plan) =>
    waitFor(async () => {
      const plan = await read(id);
      return plan?.status === 'running' ? undefined : plan;
    });
  return {
    start,
    read,
    ended,
    planned: async (input: Wishes = {}) => ended(await start(input)),
    apply: ({ id }: Plan, actor = ORGANIZER) => world.service.ask(ApplyPlan, { id }, { actor }),
  };
}
