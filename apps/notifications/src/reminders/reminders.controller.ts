import { Controller } from '@nestjs/common';
import { FindReminders, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { RemindersService } from './reminders.service.js';

@Controller()
export class RemindersController {
  constructor(private readonly reminders: RemindersService) {}

  @Answers(FindReminders)
  find(
    { sessionId }: ParsedInputOf<typeof FindReminders>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindReminders>> {
    return this.reminders.find(actor, sessionId);
  }
}
