import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AnswerMove,
  DecideMove,
  DecideMoveInput,
  FindMoves,
  Move,
  MoveAnswerInput,
  MoveCounterInput,
  MoveInput,
  MovePreview,
  pageOf,
  PreviewMove,
  ProposeMove,
  WithdrawMove,
  WithdrawMoveInput,
  type ErrorCode,
  type InputOf,
} from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { commaList, pageQuery } from '../http/validation.js';
import { pageLanguage } from '../pages/languages.js';
import { programmeId } from '../programmes/programme-id.js';
import { MoveEffectsService } from './move-effects.service.js';

const MoveBody = z.strictObject({
  ...MoveInput.shape,
  dryRun: z.boolean().default(false).describe('Only shows what it would do; 200.'),
});
const AnswerBody = z.strictObject(MoveAnswerInput.shape).prefault({});
type AnswerBody = z.output<typeof AnswerBody>;
const CounterBody = z.strictObject(MoveCounterInput.shape);
const DecideBody = z.strictObject(DecideMoveInput.shape);
const WithdrawBody = z.strictObject(WithdrawMoveInput.shape).prefault({});
const MovesQuery = z.strictObject({
  awaiting: z.string().min(1).max(100).optional().describe('Open ones that this city has not answered.'),
  programme: z.string().min(1).max(100).optional().describe('By its id or slug.'),
  sessions: commaList(200).optional().describe('Of these sessions.'),
  ...pageQuery,
});

const TIMES: ErrorCode[] = ['time.gap', 'time.overlap', 'time.zone', 'time.local'];

/** Changes of time that required cities answer before they happen (DESIGN section 9). */
@ApiTags('Moves')
@Controller('v1/moves')
export class MovesController {
  constructor(
    private readonly requests: Requests,
    private readonly effects: MoveEffectsService,
  ) {}

  @Post()
  @Operation('move.propose', {
    summary: 'Proposes new starts for released sessions, with all they drag along',
    description:
      'Asks each required city but a session’s own, unless it has left the event (`gone`); with none to ask it is applied ' +
      'at once. ' +
      'Of the same session a second move is refused, unless `alongside`.',
    isWrite: true,
    replies: { 200: MovePreview, 201: Move },
    refuses: ['not-found', 'session.state', 'delay.required', 'move.open', ...TIMES],
  })
  async propose(
    @Body({ schema: MoveBody }) { dryRun, ...move }: z.output<typeof MoveBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<Move | MovePreview> {
    if (!dryRun) return this.complete(await this.requests.ask(ProposeMove, move), accepted);
    reply.status(HttpStatus.OK);
    return this.complete(await this.requests.ask(PreviewMove, move), accepted);
  }

  @Get()
  @Operation('move.read', {
    summary: 'Moves, the newest first',
    description:
      'Of programmes that the reader organizes or speaks for a city in. One alone also has days and seats.',
    replies: { 200: pageOf(Move) },
    refuses: ['not-found'],
  })
  async list(@Query({ schema: MovesQuery }) { programme, sessions, ...query }: z.output<typeof MovesQuery>) {
    return this.requests.ask(FindMoves, {
      ...query,
      ...(programme !== undefined && { programmeIds: [await programmeId(this.requests, programme)] }),
      ...(sessions && { sessionIds: sessions }),
    });
  }

  @Get(':id')
  @Operation('move.read', {
    summary: 'One move: what it does, who has answered, until when',
    replies: { 200: Move },
    refuses: ['not-found'],
  })
  async read(@Param('id') id: string, @Headers('accept-language') accepted?: string) {
    return this.complete(one(await this.requests.ask(FindMoves, { ids: [id] }), 'move', id), accepted);
  }

  @Post(':id/accept')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('The city agrees')
  accept(
    @Param('id') id: string,
    @Body({ schema: AnswerBody }) body: AnswerBody,
    @Headers('accept-language') accepted?: string,
  ) {
    return this.answer({ id, answer: 'accept', ...body }, accepted);
  }

  @Post(':id/recording')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('The city agrees, and will take the recording instead')
  recording(
    @Param('id') id: string,
    @Body({ schema: AnswerBody }) body: AnswerBody,
    @Headers('accept-language') accepted?: string,
  ) {
    return this.answer({ id, answer: 'recording', ...body }, accepted);
  }

  @Post(':id/counter')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('The city proposes another start')
  counter(
    @Param('id') id: string,
    @Body({ schema: CounterBody }) body: z.output<typeof CounterBody>,
    @Headers('accept-language') accepted?: string,
  ) {
    return this.answer({ id, answer: 'counter', ...body }, accepted);
  }

  @Post(':id/decide')
  @HttpCode(HttpStatus.OK)
  @Operation('move.decide', {
    summary: 'Goes ahead without the missing answers, for a reason that is shown',
    isWrite: true,
    replies: { 200: Move },
    refuses: ['not-found', 'move.state'],
  })
  async decide(
    @Param('id') id: string,
    @Body({ schema: DecideBody }) body: z.output<typeof DecideBody>,
    @Headers('accept-language') accepted?: string,
  ) {
    return this.complete(await this.requests.ask(DecideMove, { ...body, id }), accepted);
  }

  @Post(':id/withdraw')
  @HttpCode(HttpStatus.OK)
  @Operation('move.propose', {
    summary: 'Takes the proposal back',
    isWrite: true,
    replies: { 200: Move },
    refuses: ['not-found', 'move.state'],
  })
  async withdraw(
    @Param('id') id: string,
    @Body({ schema: WithdrawBody }) body: z.output<typeof WithdrawBody>,
    @Headers('accept-language') accepted?: string,
  ) {
    return this.complete(await this.requests.ask(WithdrawMove, { ...body, id }), accepted);
  }

  private async answer(answer: InputOf<typeof AnswerMove>, accepted: string | undefined): Promise<Move> {
    return this.complete(await this.requests.ask(AnswerMove, answer), accepted);
  }

  /** Public holidays are named in the reader's language. */
  private complete<M extends MovePreview>(move: M, accepted: string | undefined): Promise<M> {
    return this.effects.complete(move, pageLanguage(accepted));
  }
}

function AnswerOperation(summary: string): MethodDecorator {
  return Operation('move.answer', {
    summary,
    description: 'By the liaison of a city that is asked; the last answer before the move closes counts.',
    isWrite: true,
    replies: { 200: Move },
    refuses: ['not-found', 'move.state', ...TIMES],
  });
}
