import { Injectable } from '@nestjs/common';
import { FindPlanDays, StartPlan, type InputOf, type Plan, type PlanHolidays } from '#contracts';
import { Requests } from '#platform';
import { PublicHolidays } from '../fairness/public-holidays.js';

type Wanted = InputOf<typeof FindPlanDays>;

/** Begins plans, with the public holidays of the cities that they are about, which are known here. */
@Injectable()
export class PlanStart {
  constructor(
    private readonly requests: Requests,
    private readonly holidays: PublicHolidays,
  ) {}

  async start(plan: Wanted): Promise<Plan> {
    if (plan.restDays !== 'avoid') return this.requests.ask(StartPlan, plan);
    return this.requests.ask(StartPlan, { ...plan, holidays: await this.holidaysFor(plan) });
  }

  private async holidaysFor(plan: Wanted): Promise<PlanHolidays> {
    const { countries, years } = await this.requests.ask(FindPlanDays, plan);
    const found = await this.holidays.of(countries, years);
    const days = [...found].map(([country, names]) => [country, Object.fromEntries(names)]);
    return { years, days: Object.fromEntries(days) as PlanHolidays['days'] };
  }
}
