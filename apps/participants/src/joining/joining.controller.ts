import { Controller } from '@nestjs/common';
import {
  CheckIn,
  FindAttendance,
  FindJoinLink,
  FindJoinTokens,
  RenewJoinLink,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { JoiningService } from './joining.service.js';

@Controller()
export class JoiningController {
  constructor(private readonly joining: JoiningService) {}

  @Answers(FindJoinLink)
  find(input: ParsedInputOf<typeof FindJoinLink>): Promise<OutputOf<typeof FindJoinLink>> {
    return this.joining.find(input);
  }

  @Answers(CheckIn)
  checkIn(input: ParsedInputOf<typeof CheckIn>): Promise<OutputOf<typeof CheckIn>> {
    return this.joining.checkIn(input);
  }

  @Answers(FindJoinTokens)
  findTokens(
    input: ParsedInputOf<typeof FindJoinTokens>,
    context: RequestContext,
  ): Promise<OutputOf<typeof FindJoinTokens>> {
    return this.joining.findTokens(input, context);
  }

  @Answers(RenewJoinLink)
  renew(
    input: ParsedInputOf<typeof RenewJoinLink>,
    context: RequestContext,
  ): Promise<OutputOf<typeof RenewJoinLink>> {
    return this.joining.renew(input, context);
  }

  @Answers(FindAttendance)
  attendance(
    input: ParsedInputOf<typeof FindAttendance>,
    context: RequestContext,
  ): Promise<OutputOf<typeof FindAttendance>> {
    return this.joining.attendance(input, context);
  }
}
