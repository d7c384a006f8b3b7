import { Injectable, Logger } from '@nestjs/common';
import { FindCities, FindSlots, type MoveEffects, type MovePreview, type Slot } from '#contracts';
import { Requests } from '#platform';
import { PublicHolidays } from '../fairness/public-holidays.js';
import type { PageLanguage } from '../pages/languages.js';
import { restDaysOf } from './rest-days.rules.js';

/** Adds to what a move does what other services know: days of rest in its cities, and the seats of its sessions. */
@Injectable()
export class MoveEffectsService {
  private readonly logger = new Logger(MoveEffectsService.name);

  constructor(
    private readonly requests: Requests,
    private readonly holidays: PublicHolidays,
  ) {}

  /**
   * The move has happened whether or not the others answer now: what they don't tell is left out.
   * @param language of the names of public holidays
   */
  async complete<M extends MovePreview>(move: M, language?: PageLanguage): Promise<M> {
    const [days, seats] = await Promise.all([
      this.orNothing(this.daysOf(move, language)),
      this.orNothing(this.seatsOf(move)),
    ]);
    return { ...move, effects: { ...move.effects, ...(days && { days }), ...(seats && { seats }) } };
  }

  private async daysOf(
    { effects: { sessions } }: MovePreview,
    language: PageLanguage | undefined,
  ): Promise<MoveEffects['days']> {
    const clocks = sessions.flatMap(({ cities }) => cities);
    const slugs = [...new Set(clocks.map(({ city }) => city))];
    if (slugs.length === 0) return [];
    const { items } = await this.requests.ask(FindCities, { slugs, limit: slugs.length });
    const years = [...new Set(clocks.map(({ after }) => Number(after.local.slice(0, 4))))];
    const holidays = await this.holidays.of(new Set(items.map(({ country }) => country)), years, language);
    return restDaysOf(sessions, new Map(items.map((city) => [city.slug, city])), holidays);
  }

  private async seatsOf({ sessions }: MovePreview): Promise<MoveEffects['seats']> {
    const { items } = await this.requests.ask(FindSlots, { sessionIds: sessions.map(({ id }) => id) });
    return items.map((slot) => ({
      session: slot.sessionId,
      mode: slot.mode,
      taken: takenOf(slot),
      waiting: slot.waiting,
    }));
  }

  private async orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      this.logger.warn(`effects of a move are left out: ${String(error)}`);
      return undefined;
    }
  }
}

function takenOf({ held, confirmed, offered }: Slot): number {
  return held + confirmed + offered;
}
