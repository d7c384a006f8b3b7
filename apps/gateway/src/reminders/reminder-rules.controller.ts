import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindReminderRules, ReminderRules, RuleList, SetReminderRules } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { programmeId } from '../programmes/programme-id.js';

const RulesBody = z.strictObject({ rules: RuleList.nullable() });
type RulesBody = z.output<typeof RulesBody>;

@ApiTags('Reminders')
@Controller('v1')
export class ReminderRulesController {
  constructor(private readonly requests: Requests) {}

  @Get('programmes/:id/reminder-rules')
  @Operation('reminder.read', {
    summary: 'When a programme’s sessions are reminded of, and who is; set here, or its `reminderRules`',
    replies: { 200: ReminderRules },
    refuses: ['not-found'],
  })
  async ofProgramme(@Param('id') idOrSlug: string) {
    const id = await programmeId(this.requests, idOrSlug);
    return this.requests.ask(FindReminderRules, { scope: 'programme', id });
  }

  @Put('programmes/:id/reminder-rules')
  @Operation('reminder.write', {
    summary: 'Sets whom a programme reminds when; null goes back to its `reminderRules`',
    isWrite: true,
    replies: { 200: ReminderRules },
    refuses: ['not-found'],
  })
  async setOfProgramme(@Param('id') idOrSlug: string, @Body({ schema: RulesBody }) { rules }: RulesBody) {
    const id = await programmeId(this.requests, idOrSlug);
    return this.requests.ask(SetReminderRules, { scope: 'programme', id, rules });
  }

  @Get('events/:id/reminder-rules')
  @Operation('reminder.read', {
    summary: 'When an event’s sessions are reminded of: by its own rules, or its programme’s',
    replies: { 200: ReminderRules },
    refuses: ['not-found'],
  })
  ofEvent(@Param('id') id: string) {
    return this.requests.ask(FindReminderRules, { scope: 'event', id });
  }

  @Put('events/:id/reminder-rules')
  @Operation('reminder.write', {
    summary: 'Sets an event’s own rules; null goes back to the programme’s',
    isWrite: true,
    replies: { 200: ReminderRules },
    refuses: ['not-found'],
  })
  setOfEvent(@Param('id') id: string, @Body({ schema: RulesBody }) { rules }: RulesBody) {
    return this.requests.ask(SetReminderRules, { scope: 'event', id, rules });
  }

  @Get('sessions/:id/reminder-rules')
  @Operation('reminder.read', {
    summary: 'When a session is reminded of: by its own rules, its event’s or its programme’s',
    replies: { 200: ReminderRules },
    refuses: ['not-found'],
  })
  ofSession(@Param('id') id: string) {
    return this.requests.ask(FindReminderRules, { scope: 'session', id });
  }

  @Put('sessions/:id/reminder-rules')
  @Operation('reminder.write', {
    summary: 'Sets a session’s own rules; null goes back to the event’s or programme’s',
    isWrite: true,
    replies: { 200: ReminderRules },
    refuses: ['not-found'],
  })
  setOfSession(@Param('id') id: string, @Body({ schema: RulesBody }) { rules }: RulesBody) {
    return this.requests.ask(SetReminderRules, { scope: 'session', id, rules });
  }
}
