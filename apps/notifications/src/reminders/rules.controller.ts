import { Controller } from '@nestjs/common';
import { FindReminderRules, SetReminderRules, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { RulesService } from './rules.service.js';

@Controller()
export class RulesController {
  constructor(private readonly rules: RulesService) {}

  @Answers(FindReminderRules)
  find(
    { scope, id }: ParsedInputOf<typeof FindReminderRules>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindReminderRules>> {
    return this.rules.find(actor, scope, id);
  }

  @Answers(SetReminderRules)
  set(
    input: ParsedInputOf<typeof SetReminderRules>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof SetReminderRules>> {
    return this.rules.set(actor, input);
  }
}
