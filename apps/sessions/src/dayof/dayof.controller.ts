import { Controller } from '@nestjs/common';
import {
  DelaySession,
  FindMeeting,
  FindMeetingAddresses,
  SetBackup,
  SetRecording,
  SetSessionStatus,
  type Meeting,
  type OutputOf,
  type ParsedInputOf,
  type Session,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { DayOfService } from './dayof.service.js';
import { DelaysService } from './delays.service.js';

@Controller()
export class DayOfController {
  constructor(
    private readonly dayOf: DayOfService,
    private readonly delays: DelaysService,
  ) {}

  @Answers(DelaySession)
  delay(
    input: ParsedInputOf<typeof DelaySession>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof DelaySession>> {
    return this.delays.delay(input, actor);
  }

  @Answers(SetSessionStatus)
  setStatus(input: ParsedInputOf<typeof SetSessionStatus>, { actor }: RequestContext): Promise<Session> {
    return this.dayOf.setStatus(input, actor);
  }

  @Answers(SetBackup)
  setBackup(
    input: ParsedInputOf<typeof SetBackup>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof SetBackup>> {
    return this.dayOf.setBackup(input, actor);
  }

  @Answers(SetRecording)
  setRecording(input: ParsedInputOf<typeof SetRecording>, { actor }: RequestContext): Promise<Session> {
    return this.dayOf.setRecording(input, actor);
  }

  @Answers(FindMeetingAddresses)
  findAddresses(
    input: ParsedInputOf<typeof FindMeetingAddresses>,
    { actor }: RequestContext,
  ): Promise<Meeting> {
    return this.dayOf.findAddresses(input, actor);
  }

  @Answers(FindMeeting)
  findMeeting(
    input: ParsedInputOf<typeof FindMeeting>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindMeeting>> {
    return this.dayOf.findMeeting(input, actor);
  }
}
