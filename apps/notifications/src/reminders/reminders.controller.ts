import { Controller } from '@nestjs/common';
import { FindOwnReminders, FindReminders, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { OwnRemindersService } from './own.service.js';
import { RemindersService } from './reminders.service.js';

@Controller()
export class RemindersController {
  constructor(
    private readonly reminders: RemindersService,
    private readonly own: OwnRemindersService,
  ) {}

  @Answers(FindOwnReminders)
  async findOwn(
    _input: ParsedInputOf<typeof FindOwnReminders>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindOwnReminders>> {
    return { items: await this.own.find(actor) };
  }

  @Answers(FindReminders)
  find(
    { sessionId }: ParsedInputOf<typeof FindReminders>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindReminders>> {
    return this.reminders.find(actor, sessionId);
  }
}
