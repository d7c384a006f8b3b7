import { Controller } from '@nestjs/common';
import {
  CancelSession,
  ChangeSession,
  CreateSession,
  FindSessions,
  FindScheduleVersions,
  FindSessionStates,
  type OutputOf,
  type ParsedInputOf,
  type Session,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { FindSessionsService } from './find-sessions.service.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly finder: FindSessionsService,
  ) {}

  @Answers(FindSessions)
  find(
    input: ParsedInputOf<typeof FindSessions>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindSessions>> {
    return this.finder.find(input, actor);
  }

  @Answers(FindSessionStates)
  findStates(
    input: ParsedInputOf<typeof FindSessionStates>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindSessionStates>> {
    return this.finder.findStates(input, actor);
  }

  @Answers(FindScheduleVersions)
  findVersions(
    input: ParsedInputOf<typeof FindScheduleVersions>,
  ): Promise<OutputOf<typeof FindScheduleVersions>> {
    return this.finder.findVersions(input);
  }

  @Answers(CreateSession)
  create(input: ParsedInputOf<typeof CreateSession>, { actor }: RequestContext): Promise<Session> {
    return this.sessions.create(input, actor);
  }

  @Answers(ChangeSession)
  change(input: ParsedInputOf<typeof ChangeSession>, { actor }: RequestContext): Promise<Session> {
    return this.sessions.change(input, actor);
  }

  @Answers(CancelSession)
  cancel(input: ParsedInputOf<typeof CancelSession>, { actor }: RequestContext): Promise<Session> {
    return this.sessions.cancel(input, actor);
  }
}
