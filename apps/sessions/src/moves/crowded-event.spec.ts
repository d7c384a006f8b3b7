import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Session as SessionReply } from '#contracts';
import { DataSource } from 'typeorm';
import { Session } from '../scheduling/session.entity.js';
import { withFestival } from '../testing/festival.js';
import { moving } from '../testing/moving.js';

const world = withFestival();
const { to, preview, propose, accept } = moving(world);

/** Sessions of the event that the move neither drags along nor meets. */
const OTHERS = 500;
let opening: SessionReply;
let songs: SessionReply;
let neighbour: SessionReply;

beforeEach(async () => {
  opening = await world.create({ parts: { 'nha-trang': 'required', boston: 'required' } });
  songs = await world.create({
    title: 'Songs',
    start: { local: '2027-06-10T20:15:00', zone: 'Asia/Ho_Chi_Minh' },
    parts: { 'nha-trang': 'required' },
    relations: [{ kind: 'follows', session: opening.slug }],
  });
  neighbour = await world.create({
    title: 'Lanterns',
    start: { local: '2027-06-10T21:30:00', zone: 'Asia/Ho_Chi_Minh' },
  });
  await world.release();
  // Half of them at the same hour in other places, half of them in its place at other hours.
  await copyOf(opening, 'NULL', `INTERVAL '0'`);
  await copyOf(opening, 'place_id', `make_interval(days => 10 + n)`);
});

function copyOf({ id }: SessionReply, place: string, later: string) {
  return world.service.sql(
    `INSERT INTO sessions (id, event_id, programme_id, slug, title, format, purpose, languages, place_id, parts, status,
                           version, sequence, time_version, release, start_local, start_zone, start_offset, starts_at,
                           start_tzdb, duration_minutes, relations)
     SELECT gen_random_uuid(), event_id, programme_id, gen_random_uuid(), title, format, purpose, languages, ${place}, parts,
            status, version, sequence, time_version, release, start_local, start_zone, start_offset, starts_at + ${later},
            start_tzdb, duration_minutes, relations
     FROM sessions, generate_series(1, $2) AS n WHERE id = $1`,
    [id, OTHERS / 2],
  );
}

/** How many sessions were made objects of while it ran. */
async function loadedBy(work: () => Promise<unknown>): Promise<number> {
  let loaded = 0;
  const subscriber = { listenTo: () => Session, afterLoad: () => void (loaded += 1) };
  const { subscribers } = world.service.app.get(DataSource);
  subscribers.push(subscriber);
  await work().finally(() => subscribers.splice(subscribers.indexOf(subscriber), 1));
  return loaded;
}

describe('a move in an event of hundreds of sessions', () => {
  it('costs what it moves and meets, not what else there is', async () => {
    const wish = to(opening, '2027-06-10T20:45:00');
    const shown = await preview(wish);
    expect(shown.effects.relations).toMatchObject([{ dragged: songs.id }]);
    expect(shown.effects.conflicts).toMatchObject([
      { kind: 'place', sessions: [opening.id, neighbour.id] },
      { kind: 'place', sessions: [songs.id, neighbour.id] },
    ]);
    expect(await loadedBy(() => preview(wish))).toBeLessThan(20);
    let move: Awaited<ReturnType<typeof propose>>;
    expect(await loadedBy(async () => (move = await propose([wish])))).toBeLessThan(20);
    expect(await loadedBy(() => accept(move, 'boston'))).toBeLessThan(20);
  });
});
