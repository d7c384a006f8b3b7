import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindReminders, pageOf, Reminder } from '#contracts';
import { Requests } from '#platform';
import { Operation } from '../http/operation.js';

@ApiTags('Reminders')
@Controller('v1/sessions/:id/reminders')
export class RemindersController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('reminder.read', {
    summary: 'When people of which zone are reminded of a session, and what became of it',
    replies: { 200: pageOf(Reminder) },
    refuses: ['not-found'],
  })
  async list(@Param('id') sessionId: string) {
    const { items } = await this.requests.ask(FindReminders, { sessionId });
    return { items, next: null };
  }
}
