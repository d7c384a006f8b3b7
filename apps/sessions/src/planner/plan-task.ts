import type { PlanClash, PlanInput, PlannedChange, PlanProposal } from '#contracts';
import { formatInstant, localTime, TZDB_VERSION } from '#time';
import type { z } from 'zod';
import { localTimesOf } from '../scheduling/local-times.rules.js';
import { citiesOf } from '../scheduling/session-reply.js';
import type { Place } from '../scheduling/place.entity.js';
import type { Session } from '../scheduling/session.entity.js';
import { PER_MINUTE, type PlanCity } from './candidates.rules.js';
import { clashOf } from './clash.rules.js';
import { requiredOf } from './gathering.rules.js';
import { proofOf } from './plan.rules.js';
import type { Candidate, PlanProblem } from './plan-problem.js';
import { firstColumns, modelOf, type PlanModel } from './solving/plan-model.rules.js';
import type { SolverResult } from './solving/plan-solver.js';

type ResultOf<K extends SolverResult['kind']> = Extract<SolverResult, { kind: K }>;

/** A plan to be computed, and how its result reads. */
export class PlanTask {
  readonly model: PlanModel;

  constructor(
    readonly planId: string,
    private readonly problem: PlanProblem,
    /** In the order of the problem's sessions. */
    private readonly sessions: readonly Session[],
    private readonly ground: {
      places: readonly Place[];
      cities: ReadonlyMap<string, Pick<PlanCity, 'slug' | 'zone' | 'comfort' | 'rest'>>;
    },
    private readonly options: Pick<z.output<typeof PlanInput>, 'tolerance' | 'timeLimitSeconds' | 'restDays'>,
  ) {
    this.model = modelOf(problem);
  }

  /** Weighted hours of one unit of the model. */
  get perUnit(): number {
    return this.model.unit / PER_MINUTE / 60;
  }

  /** In the model's units. */
  get tolerance(): number {
    return Math.floor(this.options.tolerance / this.perUnit + 1e-9);
  }

  get timeLimitMs(): number {
    return this.options.timeLimitSeconds * 1_000;
  }

  proposalOf(result: ResultOf<'solved'>): PlanProposal {
    const taken = this.taken(result.chosen);
    const units = this.problem.cities.map((_, city) =>
      taken.reduce((sum, { candidate }) => sum + candidate.burdens[city]!, 0),
    );
    const hours = (each: number) => Math.round((each / PER_MINUTE / 60) * 10_000) / 10_000;
    const [stay, change] = [taken.filter(isSame), taken.filter((each) => !isSame(each))];
    return {
      changes: change.map(({ session, candidate }) => this.changeOf(session, candidate)),
      kept: stay.map(({ session }) => session.id),
      ...(this.options.restDays === 'avoid' && { restDays: change.flatMap((each) => this.restDaysOf(each)) }),
      burdens: Object.fromEntries(this.problem.cities.map((city, index) => [city, hours(units[index]!)])),
      worst: hours(Math.max(0, ...units)),
      total: hours(units.reduce((sum, each) => sum + each, 0)),
      ...proofOf(result, this.perUnit),
    };
  }

  clashOf({ constraints, isIrreducible }: ResultOf<'infeasible'>): PlanClash {
    return clashOf(
      this.problem,
      constraints.map((index) => this.model.constraints[index]!),
      { isIrreducible, zoneOf: (session) => this.ground.cities.get(this.sessions[session]!.ownCity)!.zone },
    );
  }

  /** What the planned sessions take, without those that stand around them. */
  private taken(chosen: readonly number[]): Taken[] {
    const firsts = firstColumns(this.problem.sessions);
    return chosen.flatMap((column) => {
      const index = this.model.sessionOf[column]!;
      const { isFixed, candidates } = this.problem.sessions[index]!;
      if (isFixed) return [];
      return [{ session: this.sessions[index]!, candidate: candidates[column - firsts[index]!]! }];
    });
  }

  /** Where required cities rest when a session would be. */
  private restDaysOf({ session, candidate: { at } }: Taken): NonNullable<PlanProposal['restDays']> {
    return requiredOf(session).flatMap((city) =>
      (this.ground.cities.get(city)?.rest?.meets(at, session.durationMinutes) ?? []).map((day) => ({
        ...{ session: session.id, city },
        ...day,
      })),
    );
  }

  private changeOf(session: Session, { at, place: placeId }: Candidate): PlannedChange {
    const place = this.ground.places.find(({ id }) => id === placeId) ?? null;
    const ownCity = place?.city ?? session.event.hostCity;
    const { zone } = this.ground.cities.get(ownCity)!;
    const { local, offset } = localTime(at, zone);
    const start = { local, zone, offset, instant: formatInstant(at), tzdb: TZDB_VERSION };
    const content = session.content();
    const cities = citiesOf(session).flatMap((slug) => this.ground.cities.get(slug) ?? []);
    return {
      session: session.id,
      eventId: session.eventId,
      title: session.title,
      from: content.start && { start: content.start, place: content.place },
      to: { start, place: place && placeReply(place) },
      localTimes: localTimesOf({ ...content, start, ownCity }, cities),
    };
  }
}

interface Taken {
  session: Session;
  candidate: Candidate;
}

function isSame({ session, candidate }: Taken): boolean {
  return session.startsAt?.getTime() === candidate.at && (session.place?.id ?? null) === candidate.place;
}

const placeReply = ({ id, slug, name, city, capacity }: Place) => ({ id, slug, name, city, capacity });
