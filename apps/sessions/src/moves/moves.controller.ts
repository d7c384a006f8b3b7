import { Controller } from '@nestjs/common';
import {
  AnswerMove,
  DecideMove,
  FindMoves,
  PreviewMove,
  ProposeMove,
  WithdrawMove,
  type Move,
  type MovePreview,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { AnswersService } from './answers.service.js';
import { MovesService } from './moves.service.js';

@Controller()
export class MovesController {
  constructor(
    private readonly moves: MovesService,
    private readonly answers: AnswersService,
  ) {}

  @Answers(PreviewMove)
  preview(input: ParsedInputOf<typeof PreviewMove>, { actor }: RequestContext): Promise<MovePreview> {
    return this.moves.preview(input, actor);
  }

  @Answers(ProposeMove)
  propose(input: ParsedInputOf<typeof ProposeMove>, { actor }: RequestContext): Promise<Move> {
    return this.moves.propose(input, actor);
  }

  @Answers(FindMoves)
  find(
    input: ParsedInputOf<typeof FindMoves>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindMoves>> {
    return this.moves.find(input, actor);
  }

  @Answers(AnswerMove)
  answer(input: ParsedInputOf<typeof AnswerMove>, { actor }: RequestContext): Promise<Move> {
    return this.answers.answer(input, actor);
  }

  @Answers(DecideMove)
  decide(input: ParsedInputOf<typeof DecideMove>, { actor }: RequestContext): Promise<Move> {
    return this.answers.decide(input, actor);
  }

  @Answers(WithdrawMove)
  withdraw(input: ParsedInputOf<typeof WithdrawMove>, { actor }: RequestContext): Promise<Move> {
    return this.answers.withdraw(input, actor);
  }
}
