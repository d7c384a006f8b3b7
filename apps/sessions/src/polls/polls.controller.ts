import { Controller } from '@nestjs/common';
import {
  AnswerPoll,
  AnswerPollByLink,
  FindPollInvitation,
  FindPollLinks,
  FindPolls,
  OpenPoll,
  PickCandidate,
  WithdrawPoll,
  type OutputOf,
  type ParsedInputOf,
  type Poll,
  type PollInvitation,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { PollLinksService } from './poll-links.service.js';
import { PollsService } from './polls.service.js';

@Controller()
export class PollsController {
  constructor(
    private readonly polls: PollsService,
    private readonly links: PollLinksService,
  ) {}

  @Answers(OpenPoll)
  open(input: ParsedInputOf<typeof OpenPoll>, { actor }: RequestContext): Promise<Poll> {
    return this.polls.open(input, actor);
  }

  @Answers(FindPolls)
  find(
    input: ParsedInputOf<typeof FindPolls>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindPolls>> {
    return this.polls.find(input, actor);
  }

  @Answers(AnswerPoll)
  answer(input: ParsedInputOf<typeof AnswerPoll>, { actor }: RequestContext): Promise<Poll> {
    return this.polls.answer(input, actor);
  }

  @Answers(PickCandidate)
  pick(
    input: ParsedInputOf<typeof PickCandidate>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof PickCandidate>> {
    return this.polls.pick(input, actor);
  }

  @Answers(WithdrawPoll)
  withdraw({ id }: ParsedInputOf<typeof WithdrawPoll>, { actor }: RequestContext): Promise<Poll> {
    return this.polls.withdraw(id, actor);
  }

  @Answers(FindPollInvitation)
  invitation({ token }: ParsedInputOf<typeof FindPollInvitation>): Promise<PollInvitation> {
    return this.links.find(token);
  }

  @Answers(AnswerPollByLink)
  answerByLink(input: ParsedInputOf<typeof AnswerPollByLink>): Promise<PollInvitation> {
    return this.links.answer(input);
  }

  @Answers(FindPollLinks)
  issue(
    input: ParsedInputOf<typeof FindPollLinks>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindPollLinks>> {
    return this.links.issue(input, actor);
  }
}
