import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AnswerPoll,
  CandidateAnswers,
  CandidateNumber,
  FindPolls,
  FindSessions,
  OpenPoll,
  PickCandidate,
  Poll,
  PollInput,
  Session,
  Slug,
  WithdrawPoll,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';

const PollBody = z.strictObject(PollInput.shape);
const AnswerBody = z.strictObject({ city: Slug.optional(), answers: CandidateAnswers });
const PickBody = z.strictObject({
  candidate: CandidateNumber,
  allowConflicts: z.boolean().default(false),
});
const NoBody = z.strictObject({}).optional();
const PollList = z.object({ items: z.array(Poll), next: z.null() });
const Picked = z.object({ poll: Poll, session: Session });

@ApiTags('Polls')
@Controller('v1')
export class PollsController {
  constructor(private readonly requests: Requests) {}

  @Post('sessions/:id/polls')
  @Operation('poll.write', {
    summary: 'Asks the required cities which of two to five starts suit them',
    description:
      'Candidates are instants of fair times, or wall times. One poll is open at a time for a session.',
    isWrite: true,
    replies: { 201: Poll },
    refuses: [
      'not-found',
      'event.state',
      'session.state',
      'poll.state',
      'poll.exists',
      'time.gap',
      'time.overlap',
      'time.zone',
      'time.local',
    ],
  })
  open(@Param('id') sessionId: string, @Body({ schema: PollBody }) poll: z.output<typeof PollBody>) {
    return this.requests.ask(OpenPoll, { ...poll, sessionId });
  }

  @Get('sessions/:id/polls')
  @Operation('poll.read', {
    summary: 'The polls of a session, newest first',
    replies: { 200: PollList },
    refuses: ['not-found'],
  })
  async list(@Param('id') sessionId: string) {
    const [sessions, polls] = await Promise.all([
      this.requests.ask(FindSessions, { ids: [sessionId] }),
      this.requests.ask(FindPolls, { sessionIds: [sessionId] }),
    ]);
    one(sessions, 'session', sessionId);
    return { items: polls.items, next: null };
  }

  @Get('polls/:id')
  @Operation('poll.read', {
    summary: 'The grid of cities and candidates: answers, notes, local times, burdens, and who is missing',
    replies: { 200: Poll },
    refuses: ['not-found'],
  })
  async read(@Param('id') id: string) {
    return one(await this.requests.ask(FindPolls, { ids: [id] }), 'poll', id);
  }

  @Post('polls/:id/answers')
  @HttpCode(HttpStatus.OK)
  @Operation('poll.answer', {
    summary: 'Answers for a city; can be changed until the deadline',
    isWrite: true,
    replies: { 200: Poll },
    refuses: ['not-found', 'poll.closed'],
  })
  answer(@Param('id') id: string, @Body({ schema: AnswerBody }) answer: z.output<typeof AnswerBody>) {
    return this.requests.ask(AnswerPoll, { ...answer, id });
  }

  @Post('polls/:id/pick')
  @HttpCode(HttpStatus.OK)
  @Operation('poll.write', {
    summary: 'Places the session at a candidate, by the rules of any change, and ends the poll',
    isWrite: true,
    replies: { 200: Picked },
    refuses: [
      'not-found',
      'poll.state',
      'session.state',
      'event.state',
      'move.required',
      'schedule.conflict',
      'relation.broken',
    ],
  })
  pick(@Param('id') id: string, @Body({ schema: PickBody }) choice: z.output<typeof PickBody>) {
    return this.requests.ask(PickCandidate, { ...choice, id });
  }

  @Post('polls/:id/withdraw')
  @HttpCode(HttpStatus.OK)
  @Operation('poll.write', {
    summary: 'Ends a poll without a choice',
    isWrite: true,
    replies: { 200: Poll },
    refuses: ['not-found', 'poll.state'],
  })
  withdraw(@Param('id') id: string, @Body({ schema: NoBody }) _body: z.output<typeof NoBody>) {
    return this.requests.ask(WithdrawPoll, { id });
  }
}
