import { burdenMinutes } from '#time';
import type { Candidate, PlanProblem, PlanSession } from '../../../apps/sessions/src/planner/plan-problem.js';

const SESSIONS = 50;
const DAYS = 5;
/** Starts of a day at the host, every hour from 09:00. */
const STARTS = 12;
const HOUR = 3_600_000;
const DURATION = 60;

const CITIES = [
  { slug: 'boston', zone: 'America/New_York' },
  { slug: 'nha-trang', zone: 'Asia/Ho_Chi_Minh' },
  { slug: 'washington-dc', zone: 'America/New_York' },
  { slug: 'tokyo', zone: 'Asia/Tokyo' },
  { slug: 'bengaluru', zone: 'Asia/Kolkata' },
  { slug: 'rome', zone: 'Europe/Rome' },
];
const HOST = 5;
const HALLS = ['hall-1', 'hall-2', 'hall-3'];
const SPEAKERS = 30;

/** Numbers that look drawn and are the same in each run (Park–Miller). */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/**
 * Fifty sessions of an hour over the five days of a festival in Rome, sixty candidates each: three halls, thirty
 * speakers with one to three parts, one to three other cities required, and eight relations.
 */
export function instance(seed: number): PlanProblem {
  const draw = drawing(seed);
  const monday = Date.parse('2027-10-04T07:00:00Z');
  const sessions = Array.from({ length: SESSIONS }, (_, index): PlanSession => {
    const required = new Set([HOST]);
    for (let more = 1 + draw(3); more > 0; more--) required.add(draw(CITIES.length));
    return {
      id: `session-${index}`,
      title: `Session ${index}`,
      durationMinutes: DURATION,
      speakers: [...new Set([draw(SPEAKERS), draw(SPEAKERS)])].map((speaker) => `speaker-${speaker}`),
      isFixed: false,
      candidates: candidates(monday, HALLS[index % HALLS.length]!, required),
    };
  });
  const relation = (index: number) => ({
    kind: 'follows' as const,
    earlier: index * 6,
    later: index * 6 + 1 + draw(4),
    gapMinutes: 15,
    overlapMinutes: 0,
    zone: 'Europe/Rome',
  });
  return {
    cities: CITIES.map(({ slug }) => slug),
    sessions,
    relations: Array.from({ length: 8 }, (_, index) => relation(index)),
    bans: [],
    names: new Map(),
  };
}

function candidates(monday: number, place: string, required: ReadonlySet<number>): Candidate[] {
  return Array.from({ length: DAYS * STARTS }, (_, index) => {
    const day = Math.floor(index / STARTS);
    const at = monday + (day * 24 + (index % STARTS)) * HOUR;
    return {
      at,
      place,
      burdens: CITIES.map(({ zone }, city) =>
        required.has(city)
          ? burdenMinutes({
              startInstant: at,
              durationMinutes: DURATION,
              zone,
              purpose: 'work',
              isHost: city === HOST,
            })
          : 0,
      ),
      isChange: false,
      bans: [],
    };
  });
}
