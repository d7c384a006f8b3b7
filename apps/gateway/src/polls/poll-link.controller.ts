import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import {
  AnswerPollByLink,
  FindCities,
  FindPollInvitation,
  PollAnswer,
  prose,
  RuleViolation,
  type CandidateAnswers,
  type PollInvitation,
} from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { readingLanguages } from '../pages/languages.js';
import { invalidPollPage, pollPage, type PollPageState } from './poll.page.js';

const NUMBERS = [1, 2, 3, 4, 5];
/** `answer-1=good&note-1=…`: what the page's form sends. */
const Form = z
  .strictObject(
    Object.fromEntries(
      NUMBERS.flatMap((number) => [
        [`answer-${number}`, PollAnswer.optional()],
        [`note-${number}`, prose(500).optional()],
      ]),
    ) as Record<string, z.ZodOptional<z.ZodString>>,
  )
  .prefault({});
type Form = z.output<typeof Form>;

/**
 * Where the links of a poll's mail lead. Mail scanners fetch links, so GET changes nothing: the page opens with the
 * link's answer chosen, and its one button answers. Works without scripts. The address is a secret: it stands in no log
 * and no Referer.
 */
@Controller('poll')
export class PollLinkController {
  constructor(private readonly requests: Requests) {}

  @Get(':token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('poll-link.use', {
    summary: 'A city’s page of a poll',
    isPage: true,
    replies: { 200: 'text/html', 410: 'text/html' },
    refuses: ['not-found'],
  })
  async show(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    return this.page(reply, () => this.requests.ask(FindPollInvitation, { token }), { token, accepted });
  }

  @Post(':token')
  @HttpCode(HttpStatus.OK)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('poll-link.use', {
    summary: 'Answers a poll for a city',
    isPage: true,
    acceptsForm: true,
    replies: { 200: 'text/html', 410: 'text/html' },
    refuses: ['not-found', 'poll.closed'],
  })
  async answer(
    @Param('token') token: string,
    @Body({ schema: Form }) form: Form,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    const answers = answersOf(form);
    const show = () => this.requests.ask(FindPollInvitation, { token });
    if (answers.length === 0) return this.page(reply, show, { token, accepted, state: 'nothing-chosen' });
    const save = () => this.requests.ask(AnswerPollByLink, { token, answers });
    try {
      return await this.page(reply, save, { token, accepted, state: 'saved' });
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.code !== 'poll.closed') throw error;
      return this.page(reply, show, { token, accepted });
    }
  }

  private async page(
    reply: FastifyReply,
    ask: () => Promise<PollInvitation>,
    {
      token,
      accepted,
      state = 'asking',
    }: { token: string; accepted: string | undefined; state?: PollPageState },
  ): Promise<string> {
    const accepts = readingLanguages(accepted);
    try {
      const invitation = await ask();
      const { items } = await this.requests.ask(FindCities, { slugs: [invitation.city] });
      const isOpen = invitation.status === 'open';
      if (!isOpen) void reply.status(HttpStatus.GONE);
      else if (state === 'nothing-chosen') void reply.status(HttpStatus.UNPROCESSABLE_ENTITY);
      const cityName = items[0]?.name ?? invitation.city;
      // Who reads none of our languages is answered in what the city reads, as the mail was.
      const languages = [...accepts, ...(items[0]?.languages ?? [])];
      return pollPage({ token, invitation, cityName, languages, state: isOpen ? state : 'closed' });
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.code !== 'not-found') throw error;
      void reply.status(HttpStatus.NOT_FOUND);
      return invalidPollPage(accepts);
    }
  }
}

function answersOf(form: Form): z.output<typeof CandidateAnswers> {
  return NUMBERS.flatMap((candidate) => {
    const answer = form[`answer-${candidate}`] as PollAnswer | undefined;
    return answer ? [{ candidate, answer, note: form[`note-${candidate}`] ?? null }] : [];
  });
}
