import { waitFor } from '#platform/testing';
import type { Actor } from '#contracts';
import type { Client, System } from '../journeys/system.js';

/** Stands in every draft: no reply to somebody who may not see drafts of its programme has it. */
export const draftMark = (slug: string): string => `Unreleased of ${slug}`;

/** Somebody with a token, as the policy sees them. */
export interface Somebody {
  readonly token: string;
  readonly actor: Extract<Actor, { kind: 'person' }>;
}

/** One programme with an object of each kind. Two of them show what “own” and “foreign” are. */
export interface Forum {
  readonly slug: string;
  readonly programmeId: string;
  readonly eventId: string;
  readonly draftEventId: string;
  readonly partnerId: string;
  /** A second one, because a partner that has declined stays so. */
  readonly decliningPartnerId: string;
  readonly sessionId: string;
  readonly draftSessionId: string;
  readonly seriesId: string;
  readonly draftSeriesId: string;
  /** Released ones whose new times Boston and Tokyo are asked about. */
  readonly movingSessionIds: readonly string[];
  readonly moveId: string;
  readonly otherMoveId: string;
  readonly slotId: string;
  readonly draftSlotId: string;
  readonly seatId: string;
  /** Proposed. */
  readonly planId: string;
  /** Asks Boston. */
  readonly pollId: string;
  readonly importId: string;
  readonly file: object;
  readonly organizer: Somebody;
  /** Of Boston, which is a partner city. */
  readonly liaison: Somebody;
  /** Of Tokyo, in the same programme. */
  readonly neighbour: Somebody;
  /** Who has the seat. */
  readonly holder: Somebody;
}

/** Makes a programme through HTTP as an administrator. */
export async function makeForum(system: System, slug: string): Promise<Forum> {
  const admin = system.as(system.demo.tokens.admin);
  const made = async (path: string, body: object) => {
    const reply = await admin.post(path, body);
    if (reply.status >= 300) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const programme = { slug, title: slug, cities: ['boston', 'tokyo', 'rome'] };
  const { id: programmeId } = await made('/v1/programmes', programme);
  const event = async (name: string) => {
    const days = { startsOn: '2028-06-10', endsOn: '2028-06-12' };
    return made(`/v1/programmes/${slug}/events`, { slug: name, title: name, hostCity: 'rome', ...days });
  };
  const published = async (name: string): Promise<string> => {
    const { id } = await event(name);
    await admin.patch(`/v1/events/${id}`, { status: 'published' });
    return id;
  };
  const [eventId, secondEventId, draftEventId] = await Promise.all([
    published('congress'),
    published('workshops'),
    event(draftMark(slug).toLowerCase().replaceAll(' ', '-')).then(async ({ id }) => {
      await admin.patch(`/v1/events/${id}`, { title: draftMark(slug) });
      return id as string;
    }),
  ]);
  const invited = { city: 'boston', modes: ['online'] };
  const partner = await made(`/v1/events/${eventId}/partners`, invited);
  const declining = await made(`/v1/events/${secondEventId}/partners`, invited);

  const session = (title: string, hour: number) =>
    made(`/v1/events/${eventId}/sessions`, {
      title,
      durationMinutes: 60,
      place: { name: 'Aula', city: 'rome' },
      start: { local: `2028-06-10T${hour}:00:00`, zone: 'Europe/Rome' },
    });
  const series = (title: string, day: number) =>
    made(`/v1/events/${eventId}/series`, {
      title,
      durationMinutes: 30,
      start: { local: `2028-06-${day}T08:00:00`, zone: 'Europe/Rome' },
      rule: 'FREQ=DAILY;COUNT=2',
    });
  const { id: sessionId } = await session('Opening', 10);
  const { id: seriesId } = await series('Breakfast', 11);
  const agreed = async (title: string, hour: number): Promise<string> => {
    const { id } = await session(title, hour);
    await admin.patch(`/v1/sessions/${id}`, {
      parts: { rome: 'required', boston: 'required', tokyo: 'required' },
    });
    return id;
  };
  const movingSessionIds = [await agreed('Debate', 12), await agreed('Closing', 17)];
  await made(`/v1/events/${eventId}/releases`, {});
  const move = (id: string, hour: number) =>
    made('/v1/moves', {
      sessions: [{ id, start: { local: `2028-06-11T${hour}:00:00`, zone: 'Europe/Rome' } }],
      reason: 'A strike.',
    });
  const [first, second] = [await move(movingSessionIds[0]!, 12), await move(movingSessionIds[1]!, 17)];
  const { id: draftSessionId } = await session(draftMark(slug), 15);
  const { id: draftSeriesId } = await series(draftMark(slug), 13);
  const online = { mode: 'online', capacity: 10 };
  const slot = await made(`/v1/sessions/${sessionId}/slots`, online);
  const draftSlot = await made(`/v1/sessions/${draftSessionId}/slots`, online);

  const waiting = { title: draftMark(slug), durationMinutes: 30 };
  await made(`/v1/events/${eventId}/sessions`, waiting);
  const { id: planId } = await made(`/v1/events/${eventId}/plans`, {});
  const hasEnded = async () => (await admin.get(`/v1/plans/${planId}`)).body.status === 'proposed';
  await waitFor(hasEnded, { what: 'a plan' });

  const asking = { ...waiting, parts: { boston: 'required' } };
  const asked = await made(`/v1/events/${eventId}/sessions`, asking);
  const candidates = ['2028-06-10T14:00:00Z', '2028-06-11T14:00:00Z'];
  const { id: pollId } = await made(`/v1/sessions/${asked.id}/polls`, { candidates });

  const organizer = await makePerson(system, `organizer.${slug}`, { role: 'organizer', programme: slug });
  const ofCity = (city: string) =>
    makePerson(system, `${city}.${slug}`, { role: 'liaison', programme: slug, city });
  const [liaison, neighbour, holder] = await Promise.all([
    ofCity('boston'),
    ofCity('tokyo'),
    makePerson(system, `holder.${slug}`),
  ]);
  const seat = await system.as(holder.token).post(`/v1/slots/${slot.id}/seats`, {});
  const file = { format: 'meridian/programme@1', programme };
  const { id: importId } = await made('/v1/programmes/import', file);
  const reminders = `/v1/sessions/${sessionId}/reminders`;
  await waitFor(async () => (await admin.get(reminders)).status === 200, { what: 'reminders of a session' });
  return {
    slug,
    programmeId,
    eventId,
    draftEventId,
    partnerId: partner.id,
    decliningPartnerId: declining.id,
    sessionId,
    draftSessionId,
    seriesId,
    draftSeriesId,
    movingSessionIds,
    moveId: first.id,
    otherMoveId: second.id,
    slotId: slot.id,
    draftSlotId: draftSlot.id,
    seatId: seat.body.id,
    planId,
    pollId,
    importId,
    file,
    organizer,
    liaison,
    neighbour,
    holder,
  };
}

export async function makePerson(system: System, name: string, grant?: object): Promise<Somebody> {
  const admin = system.as(system.demo.tokens.admin);
  const person = { email: `${name}@forum.example`, name: 'Somebody' };
  const { body } = await admin.post('/v1/participants', person);
  if (grant) await admin.post('/v1/grants', { participantId: body.id, ...grant });
  return { token: body.token, actor: await actorOf(system.as(body.token)) };
}

export async function actorOf(client: Client): Promise<Somebody['actor']> {
  const { id, grants } = (await client.get('/v1/me')).body;
  return { kind: 'person', id, grants };
}
