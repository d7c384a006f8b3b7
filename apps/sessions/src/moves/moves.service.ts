import { Injectable } from '@nestjs/common';
import {
  actorKey,
  allows,
  authorize,
  invalidFields,
  notFound,
  RuleViolation,
  type Actor,
  type FindMoves,
  type Move as MoveReply,
  type MovePreview,
  type OutputOf,
  type ParsedInputOf,
  type PreviewMove,
  type ProposeMove,
} from '#contracts';
import { Clock, newId, Transactions, type Tx } from '#platform';
import { DataSource, In, type EntityManager } from 'typeorm';
import { CityCopy } from '../programme/city.entity.js';
import { ProgrammeService } from '../programme/programme.service.js';
import type { Session } from '../scheduling/session.entity.js';
import { draftScope, loadSessions } from '../scheduling/session.queries.js';
import { resolveStart } from '../scheduling/start.rules.js';
import { movedBooking } from './consequences.rules.js';
import { MoveDesk } from './move-desk.js';
import { Move } from './move.entity.js';
import { loadMet, loadOpenMoves, loadTied, pageMoves } from './move.queries.js';
import { propose } from './move.rules.js';
import { movementOf, planMove, type MovePlan, type MoveWish } from './plan.rules.js';

type Policy = Awaited<ReturnType<ProgrammeService['movePolicy']>>;
interface Wishes {
  programmeId: string;
  policy: Policy;
  wishes: MoveWish[];
}

/** Proposing moves, and reading them. What becomes of them is in AnswersService. */
@Injectable()
export class MovesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly programme: ProgrammeService,
    private readonly clock: Clock,
  ) {}

  /**
   * What proposing would do; nothing is locked or kept.
   * @throws RuleViolation as `propose`, but for `move.open`
   */
  async preview(input: ParsedInputOf<typeof PreviewMove>, actor: Actor): Promise<MovePreview> {
    const wishes = await this.read(input.sessions, actor);
    const plan = await planIn(this.dataSource.manager, wishes, await this.clock.now());
    return { ...plan, programmeId: wishes.programmeId, sessions: plan.sessions.map(withoutBase) };
  }

  /**
   * Asks the cities that are required; applied at once when there is none to ask.
   * @throws RuleViolation `not-found`, `access.*`, `validation.failed`, `time.*`, `session.state`, `delay.required`;
   *   `move.open` with `{moves}` when another open move touches one of the sessions
   */
  async propose(input: ParsedInputOf<typeof ProposeMove>, actor: Actor): Promise<MoveReply> {
    const wishes = await this.read(input.sessions, actor);
    return this.transactions.command(async (tx) => {
      await lockProgramme(tx, wishes.programmeId);
      const plan = await planIn(tx.manager, wishes, tx.now);
      if (!input.alongside) refuseOpen(plan);
      const begun = propose(
        {
          asked: plan.asked,
          gone: plan.gone,
          deadline: new Date(plan.deadline),
          remindAt: new Date(plan.remindAt),
        },
        tx.now,
      );
      const move = newMove(wishes.programmeId, plan, input.reason, actor, tx.now);
      return MoveDesk.begin(tx, move, begun);
    });
  }

  /** Newest first; those of programmes whose drafts the actor may not see are left out. */
  async find(input: ParsedInputOf<typeof FindMoves>, actor: Actor): Promise<OutputOf<typeof FindMoves>> {
    const { items, next } = await pageMoves(this.dataSource.manager, input, draftScope(actor), input);
    return { items: items.map((move) => move.reply()), next };
  }

  /** All that must be known before the transaction, because it may have to be asked for. */
  private async read(inputs: ParsedInputOf<typeof ProposeMove>['sessions'], actor: Actor): Promise<Wishes> {
    const { manager } = this.dataSource;
    const named = await loadSessions(manager, { id: In(inputs.map(({ id }) => id)) });
    const byId = new Map(named.map((session) => [session.id, session]));
    for (const { id } of inputs) {
      const session = byId.get(id);
      if (!session || !isVisible(session, actor)) throw notFound('session', id);
    }
    const programmeIds = [...new Set(named.map((session) => session.programmeId))];
    for (const programmeId of programmeIds) authorize(actor, 'move.propose', { programmeId });
    const [programmeId, another] = programmeIds;
    if (another !== undefined) {
      throw invalidFields([{ path: 'sessions', message: 'must be of one programme' }]);
    }
    const wishes = inputs.map(({ id, start }, index) => ({
      id,
      to: resolveStart(start, `sessions[${index}].start`),
    }));
    const policy = await this.programme.movePolicy(programmeId!);
    const tied = await loadTied(
      manager,
      programmeId!,
      inputs.map(({ id }) => id),
    );
    await this.programme.knownCities(tied.flatMap(({ content }) => Object.keys(content.parts)));
    return { programmeId: programmeId!, policy, wishes };
  }
}

/** In id order, as everybody locks events: what is dragged along may be in any of them. */
async function lockProgramme({ manager }: Tx, programmeId: string): Promise<void> {
  await manager.query('SELECT FROM events WHERE programme_id = $1 ORDER BY id FOR UPDATE', [programmeId]);
}

async function planIn(
  manager: EntityManager,
  { programmeId, policy, wishes }: Wishes,
  now: Date,
): Promise<MovePlan> {
  const ids = wishes.map(({ id }) => id);
  const movement = movementOf(wishes, await loadTied(manager, programmeId, ids), now);
  const moved = movement.moves.map(({ session }) => session);
  const slugs = new Set(moved.flatMap(({ content }) => Object.keys(content.parts)));
  const world = {
    policy,
    clocks: await manager.findBy(CityCopy, { slug: In([...slugs]) }),
    met: await loadMet(manager, movement.moves.map(movedBooking)),
    openMoves: await loadOpenMoves(
      manager,
      moved.map(({ id }) => id),
    ),
  };
  return planMove(movement, world, now);
}

function refuseOpen({ effects: { openMoves } }: MovePlan): void {
  if (openMoves.length === 0) return;
  throw new RuleViolation(
    'move.open',
    'Cities are being asked about another move of the same session: wait for it, withdraw it, or propose with ' +
      '“alongside”; whichever is applied first ends the other.',
    { moves: openMoves },
  );
}

function newMove(programmeId: string, plan: MovePlan, reason: string, actor: Actor, now: Date): Move {
  const { sessions, asked, gone, effects } = plan;
  return Object.assign(new Move(), {
    id: newId(),
    programmeId,
    eventIds: [...new Set(sessions.map(({ eventId }) => eventId))].sort(),
    sessionIds: sessions.map(({ id }) => id),
    version: 1,
    reason,
    proposedBy: actor.kind === 'person' ? actor.id : actorKey(actor),
    proposedAt: now,
    deadline: new Date(plan.deadline),
    remindAt: new Date(plan.remindAt),
    sessions,
    asked,
    gone,
    effects,
  });
}

function isVisible({ release, programmeId }: Session, actor: Actor): boolean {
  return release !== null || allows(actor, 'draft.read', { programmeId });
}

function withoutBase({ base: _, ...session }: MovePlan['sessions'][number]): MovePreview['sessions'][number] {
  return session;
}
