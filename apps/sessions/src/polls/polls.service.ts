import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  invalidFields,
  notFound,
  PollChanged,
  RuleViolation,
  type Actor,
  type AnswerPoll,
  type FindPolls,
  type OpenPoll,
  type OutputOf,
  type ParsedInputOf,
  type PickCandidate,
  type Poll as PollReply,
} from '#contracts';
import { brokenUniqueConstraint, newId, Transactions, type Tx } from '#platform';
import { instantMillis } from '#time';
import { DataSource, In } from 'typeorm';
import { CityCopy } from '../programme/city.entity.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { leaversOf, notAsked } from '../scheduling/consent.rules.js';
import { Schedule } from '../scheduling/schedule.js';
import type { Session } from '../scheduling/session.entity.js';
import { loadSession, loadSessions } from '../scheduling/session.queries.js';
import { replyIn } from '../scheduling/session-reply.js';
import { changeSession } from '../scheduling/sessions.service.js';
import { resolveStart, startAt, startInput } from '../scheduling/start.rules.js';
import { giveAnswers } from './answering.js';
import { Poll } from './poll.entity.js';
import { loadPolls, lockPoll, savePoll } from './poll.queries.js';
import { pollReply } from './poll-reply.js';
import { checkCandidate, checkPoll, defaultDeadline, pollStatusAfter } from './poll.rules.js';

/** Commands on polls. */
@Injectable()
export class PollsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly programme: ProgrammeService,
  ) {}

  /**
   * Asks every city that the session requires and that has not left the event.
   * @throws RuleViolation `not-found`, `session.state`, `poll.state`, `poll.exists`, `time.*`, `validation.failed`
   */
  async open(input: ParsedInputOf<typeof OpenPoll>, actor: Actor): Promise<PollReply> {
    const { eventId } = await this.findSession(input.sessionId, actor);
    await this.programme.knownEvent(eventId);
    const save = () =>
      this.transactions.command(async (tx) => {
        const schedule = await Schedule.open(tx, eventId);
        schedule.checkOpen();
        const session = (await loadSession(tx.manager, input.sessionId))!;
        const poll = await newPoll(tx, session, input);
        const { answers: _, ...columns } = poll;
        await tx.manager.insert(Poll, columns);
        tx.publish(PollChanged, poll.state(session));
        return pollReply(tx.manager, poll, session);
      });
    return save().catch((error: unknown) => {
      throw brokenUniqueConstraint(error) === 'polls_open' ? alreadyAsked() : error;
    });
  }

  /**
   * By ids, those that the actor may see; of sessions, all.
   * @throws RuleViolation `access.*` for sessions of programmes in which the actor is neither organizer nor liaison
   */
  async find(
    { ids, sessionIds }: ParsedInputOf<typeof FindPolls>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindPolls>> {
    const { manager } = this.dataSource;
    const asked = sessionIds ? await loadSessions(manager, { id: In(sessionIds) }) : [];
    for (const { programmeId } of asked) authorize(actor, 'poll.read', { programmeId });
    const polls = await loadPolls(manager, {
      ...(ids && { id: In(ids) }),
      ...(sessionIds && { sessionId: In(sessionIds) }),
    });
    const seen = polls.filter(({ programmeId }) => allows(actor, 'poll.read', { programmeId }));
    const sessions = await loadSessions(manager, { id: In(seen.map(({ sessionId }) => sessionId)) });
    const sessionOf = (poll: Poll) => sessions.find(({ id }) => id === poll.sessionId)!;
    return { items: await Promise.all(seen.map((poll) => pollReply(manager, poll, sessionOf(poll)))) };
  }

  /** @throws RuleViolation `not-found`, `access.forbidden`, `poll.closed`, `validation.failed` */
  async answer(input: ParsedInputOf<typeof AnswerPoll>, actor: Actor): Promise<PollReply> {
    const poll = await this.findPoll(input.id, actor);
    const city = cityOf(poll, input.city, actor);
    return this.transactions.command(async (tx) => {
      const locked = await lockPoll(tx, input.id);
      const personId = actor.kind === 'person' ? actor.id : null;
      await giveAnswers(tx, locked, input.answers, { city, personId, via: 'api' });
      return this.reply(tx, locked);
    });
  }

  /**
   * Places the session by the rules of any change: a draft at once, a released one only where no other city must be
   * asked by a move.
   * @throws RuleViolation `not-found`, `poll.state`, `move.required`, `schedule.conflict`, `relation.broken`
   */
  async pick(
    { id, candidate, allowConflicts }: ParsedInputOf<typeof PickCandidate>,
    actor: Actor,
  ): Promise<OutputOf<typeof PickCandidate>> {
    const { sessionId, eventId, programmeId, candidates } = await this.findPoll(id, actor);
    authorize(actor, 'poll.write', { programmeId });
    checkCandidate(candidate, candidates.length, 'candidate');
    const { start } = candidates[candidate - 1]!;
    return this.transactions.command(async (tx) => {
      // The schedule is locked before the poll, as when a poll is opened.
      const schedule = await Schedule.open(tx, eventId);
      schedule.checkOpen();
      const poll = await lockPoll(tx, id);
      poll.status = pollStatusAfter(poll.status, 'pick');
      poll.picked = candidate;
      if (Date.parse(start.instant) <= tx.now.getTime()) {
        throw new RuleViolation('poll.state', 'This candidate lies in the past; open a new poll.');
      }
      const patch = { start: startInput(start), ...(allowConflicts && { allowConflicts }) };
      const session = await changeSession(tx, [eventId], { id: sessionId, patch });
      await savePoll(tx, poll);
      return {
        poll: await pollReply(tx.manager, poll, session),
        session: await replyIn(tx.manager, session),
      };
    });
  }

  /** @throws RuleViolation `not-found`, `poll.state` */
  async withdraw(id: string, actor: Actor): Promise<PollReply> {
    const { programmeId } = await this.findPoll(id, actor);
    authorize(actor, 'poll.write', { programmeId });
    return this.transactions.command(async (tx) => {
      const poll = await lockPoll(tx, id);
      poll.status = pollStatusAfter(poll.status, 'withdraw');
      await savePoll(tx, poll);
      return this.reply(tx, poll);
    });
  }

  private async reply(tx: Tx, poll: Poll): Promise<PollReply> {
    return pollReply(tx.manager, poll, (await loadSession(tx.manager, poll.sessionId))!);
  }

  private async findPoll(id: string, actor: Actor): Promise<Poll> {
    const poll = await this.dataSource.manager.findOneBy(Poll, { id });
    if (!poll || !allows(actor, 'poll.read', poll)) throw notFound('poll', id);
    return poll;
  }

  private async findSession(id: string, actor: Actor): Promise<Session> {
    const session = await loadSession(this.dataSource.manager, id);
    if (!session) throw notFound('session', id);
    const { programmeId } = session;
    if (session.release === null && !allows(actor, 'draft.read', { programmeId })) {
      throw notFound('session', id);
    }
    authorize(actor, 'poll.write', { programmeId });
    return session;
  }
}

async function newPoll(
  tx: Tx,
  session: Session,
  { candidates, respondBy, note }: ParsedInputOf<typeof OpenPoll>,
): Promise<Poll> {
  if (session.status === 'cancelled') {
    throw new RuleViolation('session.state', 'The session is cancelled; nobody needs to be asked.');
  }
  const required = Object.keys(session.parts).filter((city) => session.parts[city] === 'required');
  const left = leaversOf(session.event.partners).filter(({ city }) => required.includes(city));
  const cities = required.filter((each) => !left.some(({ city }) => city === each));
  if (cities.length === 0) {
    const problem =
      left.length > 0 ? 'Every city that it requires has left the event' : 'It requires no city';
    throw new RuleViolation('poll.state', `${problem}, so there is nobody to ask.`);
  }
  const { zone } = await tx.manager.findOneByOrFail(CityCopy, { slug: session.ownCity });
  const starts = candidates.map((candidate, index) =>
    typeof candidate === 'string'
      ? startAt(instantMillis(candidate), zone, `candidates[${index}]`)
      : resolveStart(candidate, `candidates[${index}]`),
  );
  const deadline = respondBy ? new Date(respondBy) : defaultDeadline(tx.now, starts);
  checkPoll(tx.now, starts, deadline);
  return Object.assign(new Poll(), {
    id: newId(),
    sessionId: session.id,
    eventId: session.eventId,
    programmeId: session.programmeId,
    status: 'open',
    version: 1,
    openedAt: tx.now,
    respondBy: deadline,
    note: note?.trim() || null,
    candidates: starts.map((start, index) => ({ number: index + 1, start })),
    cities: cities.sort(),
    gone: left.map((leaver) => notAsked(leaver, tx.now)),
    picked: null,
    answers: [],
  } satisfies Partial<Poll>);
}

/** For which city the actor answers. */
function cityOf(poll: Poll, asked: string | undefined, actor: Actor): string {
  const { cities, programmeId } = poll;
  if (asked !== undefined) {
    authorize(actor, 'poll.answer', { programmeId, city: asked });
    if (cities.includes(asked)) return asked;
    throw invalidFields([{ path: 'city', message: `is not asked; asked are ${poll.asked().join(', ')}` }]);
  }
  const own = cities.filter((city) => allows(actor, 'poll.answer', { programmeId, city }));
  if (own.length === 0) authorize(actor, 'poll.answer', { programmeId });
  if (own.length === 1) return own[0]!;
  throw invalidFields([{ path: 'city', message: `is needed: one of ${own.join(', ')}` }]);
}

function alreadyAsked(): RuleViolation {
  return new RuleViolation(
    'poll.exists',
    'The cities of this session are being asked already; pick, or withdraw that poll.',
  );
}
