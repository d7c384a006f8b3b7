import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangePreferences, FindPreferences, Preferences, PreferencesPatch } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';

const PreferencesBody = z.strictObject(PreferencesPatch.shape);

@ApiTags('People and access')
@Controller('v1/me/preferences')
export class PreferencesController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('me.read', { summary: 'Which mails the actor wants', replies: { 200: Preferences } })
  read() {
    return this.requests.ask(FindPreferences, {});
  }

  @Patch()
  @Operation('me.change', {
    summary:
      'Turns kinds of mail off, and sets reminders of one’s own; what becomes of a seat is always told',
    isWrite: true,
    replies: { 200: Preferences },
  })
  change(@Body({ schema: PreferencesBody }) patch: z.output<typeof PreferencesBody>) {
    return this.requests.ask(ChangePreferences, patch);
  }
}
