import { Controller } from '@nestjs/common';
import {
  ApplyPlan,
  CancelPlan,
  DiscardPlan,
  FindPlanDays,
  FindPlans,
  StartPlan,
  type OutputOf,
  type ParsedInputOf,
  type Plan,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { PlansService } from './plans.service.js';

@Controller()
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  @Answers(StartPlan)
  start(input: ParsedInputOf<typeof StartPlan>, { actor }: RequestContext): Promise<Plan> {
    return this.plans.start(input, actor);
  }

  @Answers(FindPlanDays)
  days(
    input: ParsedInputOf<typeof FindPlanDays>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindPlanDays>> {
    return this.plans.days(input, actor);
  }

  @Answers(FindPlans)
  find(
    input: ParsedInputOf<typeof FindPlans>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindPlans>> {
    return this.plans.find(input, actor);
  }

  @Answers(CancelPlan)
  cancel({ id }: ParsedInputOf<typeof CancelPlan>, { actor }: RequestContext): Promise<Plan> {
    return this.plans.cancel(id, actor);
  }

  @Answers(ApplyPlan)
  apply({ id }: ParsedInputOf<typeof ApplyPlan>, { actor }: RequestContext): Promise<Plan> {
    return this.plans.apply(id, actor);
  }

  @Answers(DiscardPlan)
  discard({ id }: ParsedInputOf<typeof DiscardPlan>, { actor }: RequestContext): Promise<Plan> {
    return this.plans.discard(id, actor);
  }
}
