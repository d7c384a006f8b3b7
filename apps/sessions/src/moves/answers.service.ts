import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  invalidFields,
  notFound,
  refusal,
  WITHDRAWN_WITHOUT_REASON,
  type Actor,
  type AnswerMove,
  type DecideMove,
  type Move as MoveReply,
  type ParsedInputOf,
  type WithdrawMove,
} from '#contracts';
import { Transactions } from '#platform';
import { instantMillis } from '#time';
import { DataSource } from 'typeorm';
import { resolveStart, whyTooSoon } from '../scheduling/start.rules.js';
import { MoveDesk } from './move-desk.js';
import { Move } from './move.entity.js';
import type { DueMove } from './move.queries.js';
import type { MoveEvent } from './process.rules.js';

type Counter = NonNullable<Extract<MoveEvent, { kind: 'answer' }>['said']['counter']>;

/** What becomes of a move: answers, the organizer's decision, withdrawal, and what comes by time. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws RuleViolation `not-found`, `access.*` for another city, `move.state`, `time.*`, `validation.failed` */
  async answer(input: ParsedInputOf<typeof AnswerMove>, actor: Actor): Promise<MoveReply> {
    const move = await this.visible(input.id, actor);
    const city = cityOf(move, input.city, actor);
    const { answer, note } = input;
    const counter = answer === 'counter' ? { counter: counterOf(move, input) } : {};
    return this.step(move.id, {
      kind: 'answer',
      city,
      said: { answer, ...counter, ...(note !== undefined && { note }) },
    });
  }

  /** @throws RuleViolation `not-found`, `access.forbidden`, `move.state` */
  async decide({ id, reason }: ParsedInputOf<typeof DecideMove>, actor: Actor): Promise<MoveReply> {
    const { programmeId } = await this.visible(id, actor);
    authorize(actor, 'move.decide', { programmeId });
    return this.step(id, { kind: 'decide', reason });
  }

  /** @throws RuleViolation `not-found`, `access.forbidden`, `move.state` */
  async withdraw({ id, reason }: ParsedInputOf<typeof WithdrawMove>, actor: Actor): Promise<MoveReply> {
    const { programmeId } = await this.visible(id, actor);
    authorize(actor, 'move.propose', { programmeId });
    return this.step(id, { kind: 'withdraw', reason: reason ?? WITHDRAWN_WITHOUT_REASON });
  }

  /** Its time to answer, or half of it, is over, its sessions are not what it was proposed for, or a city has left. */
  async comeDue(id: string, kind: DueMove['kind']): Promise<void> {
    await this.transactions.run(async (tx) => {
      const desk = await MoveDesk.open(tx, id);
      await desk.step({ kind });
    });
  }

  private step(id: string, event: MoveEvent): Promise<MoveReply> {
    return this.transactions.command(async (tx) => {
      const desk = await MoveDesk.open(tx, id);
      if (event.kind === 'answer' && event.said.counter) checkCounter(desk.move, event.said.counter, tx.now);
      return desk.step(event);
    });
  }

  private async visible(id: string, actor: Actor): Promise<Move> {
    const move = await this.dataSource.manager.findOneBy(Move, { id });
    if (!move || !allows(actor, 'move.read', { programmeId: move.programmeId })) throw notFound('move', id);
    return move;
  }
}

/** The city that the actor speaks for: the one that is named, else the only one of those asked. */
function cityOf({ programmeId, asked }: Move, named: string | undefined, actor: Actor): string {
  if (named !== undefined) {
    authorize(actor, 'move.answer', { programmeId, city: named });
    return named;
  }
  const own = asked.flatMap(({ city }) =>
    allows(actor, 'move.answer', { programmeId, city }) ? [city] : [],
  );
  const [city, another] = own;
  if (city === undefined) throw refusal(actor, 'move.answer');
  if (another === undefined) return city;
  throw invalidFields([{ path: 'city', message: `say for which: ${own.join(', ')}` }]);
}

function counterOf(move: Move, { start, session }: ParsedInputOf<typeof AnswerMove>) {
  const named = move.sessions.filter(({ dragged }) => !dragged);
  const [first, another] = named;
  if (start === undefined) throw invalidFields([{ path: 'start', message: 'say which start would suit' }]);
  if (session === undefined && another !== undefined) {
    throw invalidFields([{ path: 'session', message: 'say of which session; the move has several' }]);
  }
  const id = session ?? first!.id;
  if (!move.sessionIds.includes(id)) {
    throw invalidFields([{ path: 'session', message: 'is not one of the sessions of this move' }]);
  }
  return { session: id, start: resolveStart(start) };
}

/** Another time is one that can be proposed in its turn; the present one asks to leave the session where it is. */
function checkCounter({ status, sessions }: Move, { session, start }: Counter, now: Date): void {
  if (status !== 'proposed') return;
  const at = instantMillis(start.instant);
  const { from, to } = sessions.find(({ id }) => id === session)!;
  if (at === instantMillis(from.instant)) return;
  if (at === instantMillis(to.instant)) {
    throw invalidFields([{ path: 'start', message: 'is what is proposed: accept it, or say another' }]);
  }
  const message = whyTooSoon(at, now);
  if (message) throw invalidFields([{ path: 'start', message }]);
}
