import { invalidFields, MOST_CANDIDATES, textIn, type Comfort, type PlanInput, type Text } from '#contracts';
import {
  burdenMinutes,
  InvalidWindowError,
  refusedStarts,
  startsOf,
  type LocalPeriod,
  type Purpose,
} from '#time';
import type { z } from 'zod';
import { isAvailable, type Span } from '../conflicts/availability.rules.js';
import type { Ban, Candidate } from './plan-problem.js';
import type { Rest } from './rest-days.rules.js';

const MINUTE = 60_000;

/** Weights have at most this many parts: burdens are whole numbers of hundredths of weighted minutes. */
export const PER_MINUTE = 100;

/** A session that is to be placed, with all that its candidates depend on. */
export interface Placeable {
  readonly id: string;
  readonly title: Text;
  readonly durationMinutes: number;
  readonly purpose: Purpose;
  /** Days in its own city between which it may start. */
  readonly window: { readonly from: string; readonly to: string };
  /** Where it may take place; null for nowhere in particular. */
  readonly places: readonly (PlanPlace | null)[];
  /** Its city without a place. */
  readonly hostCity: string;
  readonly required: readonly string[];
  /** Speakers who cannot at any time. */
  readonly away: readonly Away[];
  /** Where it stands; null for one without a start. */
  readonly current: { readonly at: number; readonly place: string | null } | null;
}

export interface PlanPlace {
  readonly id: string;
  readonly city: string;
  /** Itself, when it is not free at any time. */
  readonly away: readonly Away[];
}

/** Somebody or something that can only between these instants. */
export interface Away {
  readonly name: string;
  readonly spans: readonly Span[];
}

/** A city as the planner knows it. */
export interface PlanCity {
  readonly slug: string;
  readonly zone: string;
  readonly comfort: Comfort | null;
  /** What weighs more; null when rest days don't count. */
  readonly rest: Rest | null;
  /** Observances that leave no room for a session (DESIGN section 8). */
  readonly blocked: readonly (LocalPeriod & { readonly label: string })[];
}

type Options = Pick<z.output<typeof PlanInput>, 'stepMinutes' | 'hours'>;

/** Finds the starts and places that sessions could take; what several of them share is computed once. */
export class Candidates {
  readonly bans: Ban[] = [];
  private readonly burdens = new Map<string, number>();

  /**
   * @param now nothing starts before
   * @param order of the cities in each candidate's burdens
   */
  constructor(
    private readonly cities: ReadonlyMap<string, PlanCity>,
    private readonly order: readonly string[],
    private readonly options: Options,
    private readonly now: number,
  ) {}

  /** @throws RuleViolation `validation.failed` when there are more than 1,000, or the window is too long to search */
  of(session: Placeable): Candidate[] {
    const found = session.places.flatMap((place) => this.at(session, place));
    const { current } = session;
    if (current && !found.some(({ at, place }) => at === current.at && place === current.place)) {
      const place = session.places.find((each) => (each?.id ?? null) === current.place);
      if (place !== undefined) found.push(...this.current(session, place, current.at));
    }
    if (found.length > MOST_CANDIDATES) throw tooMany(session, found.length);
    return found;
  }

  private at(session: Placeable, place: PlanPlace | null): Candidate[] {
    const own = this.ownCity(session, place);
    const { durationMinutes, window } = session;
    const { stepMinutes } = this.options;
    const grid = { ...window, zone: own.zone, durationMinutes, stepMinutes };
    return refusing(session, () => {
      const starts = startsOf(grid);
      const refusals = this.refusals(session, own).map(({ ban, zone, ...refused }) => ({
        ban,
        marks: refusedStarts(grid, zone, refused),
      }));
      return starts.flatMap((at, index) => {
        if (at <= this.now) return [];
        const bans = refusals.filter(({ marks }) => marks[index] === 1).map(({ ban }) => ban);
        return [this.candidate(session, own, place, at, [...bans, ...this.absences(session, place, at)])];
      });
    });
  }

  /** Where a draft stands may lie between the starts of the grid. */
  private current(session: Placeable, place: PlanPlace | null, at: number): Candidate[] {
    const own = this.ownCity(session, place);
    const { from, to } = session.window;
    const bounds = startsOf({ from, to, zone: own.zone, durationMinutes: 1, stepMinutes: 60 });
    const isInside = bounds[0]! <= at && at < bounds.at(-1)! + 3_600_000;
    if (!isInside || at <= this.now) return [];
    const minute = {
      from,
      to,
      zone: own.zone,
      durationMinutes: session.durationMinutes,
      stepMinutes: this.options.stepMinutes,
    };
    const bans = this.refusals(session, own).filter(({ zone, ban: _, ...refused }) =>
      isRefused(minute, at, zone, refused),
    );
    return [
      this.candidate(session, own, place, at, [
        ...bans.map(({ ban }) => ban),
        ...this.absences(session, place, at),
      ]),
    ];
  }

  /** What its place and its speakers being elsewhere forbids. */
  private absences({ away, durationMinutes }: Placeable, place: PlanPlace | null, at: number): number[] {
    const span = { from: at, to: at + durationMinutes * MINUTE };
    return [...(place?.away ?? []), ...away]
      .filter(({ spans }) => !isAvailable(spans, span))
      .map(({ name }) => this.banOf({ kind: 'availability', name }));
  }

  private candidate(
    session: Placeable,
    own: PlanCity,
    place: PlanPlace | null,
    at: number,
    bans: readonly number[],
  ): Candidate {
    const { current, required } = session;
    const placeId = place?.id ?? null;
    return {
      at,
      place: placeId,
      bans,
      isChange: current !== null && (current.at !== at || current.place !== placeId),
      burdens: this.order.map((slug) => (required.includes(slug) ? this.burden(session, own, slug, at) : 0)),
    };
  }

  private burden({ durationMinutes, purpose }: Placeable, own: PlanCity, slug: string, at: number): number {
    const isHost = own.slug === slug;
    const key = `${slug} ${isHost ? purpose : ''} ${durationMinutes} ${at}`;
    let units = this.burdens.get(key);
    if (units === undefined) {
      const { zone, comfort, rest } = this.cities.get(slug)!;
      const minutes = burdenMinutes({
        startInstant: at,
        durationMinutes,
        zone,
        comfort: comfort ?? undefined,
        purpose,
        isHost,
        restDay: rest?.restDay,
        avoid: rest?.avoid,
      });
      units = Math.round(minutes * PER_MINUTE);
      this.burdens.set(key, units);
    }
    return units;
  }

  /** What is out of the question for this session: its own city's hours, and blocked times of required cities. */
  private refusals({ required }: Placeable, own: PlanCity) {
    const { hours } = this.options;
    const kept = hours ? [{ ban: this.banOf({ kind: 'hours', ...hours }), zone: own.zone, hours }] : [];
    return [
      ...kept,
      ...required.flatMap((slug) => {
        const { zone, blocked } = this.cities.get(slug)!;
        return blocked.map(({ label, ...period }) => ({
          ban: this.banOf({ kind: 'blocked', city: slug, label }),
          zone,
          blocked: [period],
        }));
      }),
    ];
  }

  private banOf(ban: Ban): number {
    const same = JSON.stringify(ban);
    const known = this.bans.findIndex((each) => JSON.stringify(each) === same);
    return known === -1 ? this.bans.push(ban) - 1 : known;
  }

  private ownCity({ hostCity }: Placeable, place: PlanPlace | null): PlanCity {
    return this.cities.get(place?.city ?? hostCity)!;
  }
}

type Refused = Parameters<typeof refusedStarts>[2];

/** Whether a start off the grid is refused: the grid that has it is the one of minutes around it. */
function isRefused(
  window: Parameters<typeof startsOf>[0],
  at: number,
  zone: string,
  refused: Refused,
): boolean {
  const minutes = { ...window, zone: 'Etc/UTC', stepMinutes: 1, ...dayAround(at) };
  const index = startsOf(minutes).indexOf(at);
  return index !== -1 && refusedStarts(minutes, zone, refused)[index] === 1;
}

function dayAround(at: number): { from: string; to: string } {
  const day = new Date(at).toISOString().slice(0, 10);
  return { from: day, to: day };
}

function tooMany({ title }: Placeable, count: number) {
  return invalidFields([
    {
      path: 'stepMinutes',
      message: `“${textIn(title)}” has ${count} candidates: at most ${MOST_CANDIDATES} are planned with, so take a longer step, fewer days or fewer places`,
    },
  ]);
}

function refusing<T>({ title }: Placeable, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof InvalidWindowError)) throw error;
    const path = error.field === 'to' ? 'to' : 'stepMinutes';
    throw invalidFields([{ path, message: `“${textIn(title)}”: ${error.reason}` }]);
  }
}
