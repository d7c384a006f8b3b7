import { Injectable } from '@nestjs/common';
import {
  notFound,
  POLL_ANSWERS,
  RuleViolation,
  type Actor,
  type AnswerPollByLink,
  type FindPollLinks,
  type OutputOf,
  type ParsedInputOf,
  type PollInvitation,
} from '#contracts';
import { Clock, Transactions } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { loadSession } from '../scheduling/session.queries.js';
import { giveAnswers } from './answering.js';
import { PollLinks, type PollLink } from './poll-links.js';
import { invitationReply } from './poll-reply.js';
import type { Poll } from './poll.entity.js';
import { loadPolls, lockPoll } from './poll.queries.js';

/** Answers by links in mail: whoever has the link speaks for its city. */
@Injectable()
export class PollLinksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly links: PollLinks,
  ) {}

  /**
   * What the link shows; nothing changes.
   * @throws RuleViolation `not-found` for what is no link of ours
   */
  async find(token: string): Promise<PollInvitation> {
    const link = this.read(token);
    const { manager } = this.dataSource;
    const [poll] = await loadPolls(manager, { id: link.pollId });
    if (!poll?.cities.includes(link.city)) throw unknownLink();
    return reply(manager, poll, link, await this.clock.now());
  }

  /** @throws RuleViolation `not-found`, `poll.closed`, `validation.failed` */
  async answer({ token, answers }: ParsedInputOf<typeof AnswerPollByLink>): Promise<PollInvitation> {
    const link = this.read(token);
    const { city, personId } = link;
    return this.transactions.command(async (tx) => {
      const poll = await lockPoll(tx, link.pollId).catch(() => {
        throw unknownLink();
      });
      if (!poll.cities.includes(city)) throw unknownLink();
      await giveAnswers(tx, poll, answers, { city, personId, via: 'link' });
      return reply(tx.manager, poll, link, tx.now);
    });
  }

  /** @throws RuleViolation `access.forbidden` unless a service asks; `not-found` */
  async issue(
    { pollId, people }: ParsedInputOf<typeof FindPollLinks>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindPollLinks>> {
    if (actor.kind !== 'service') throw new RuleViolation('access.forbidden', 'This is for services only.');
    const [poll] = await loadPolls(this.dataSource.manager, { id: pollId });
    if (!poll) throw notFound('poll', pollId);
    const asked = people.filter(({ city }) => poll.asked().includes(city));
    return {
      items: asked.map(({ city, personId = null }) => {
        const issue = (chosen: PollLink['chosen']) => this.links.issue({ pollId, city, personId, chosen });
        return {
          city,
          personId,
          page: issue(null),
          answers: poll.candidates.flatMap(({ number }) =>
            POLL_ANSWERS.map((answer) => ({
              candidate: number,
              answer,
              token: issue({ candidate: number, answer }),
            })),
          ),
        };
      }),
    };
  }

  private read(token: string): PollLink {
    const link = this.links.read(token);
    if (!link) throw unknownLink();
    return link;
  }
}

async function reply(manager: EntityManager, poll: Poll, link: PollLink, now: Date): Promise<PollInvitation> {
  const session = await loadSession(manager, poll.sessionId);
  return invitationReply(manager, poll, session!, link, now);
}

/** The same words for whatever is wrong with it: nothing is said about polls. */
function unknownLink(): RuleViolation {
  return new RuleViolation(
    'not-found',
    'This link is not valid. Please copy it whole from your mail, or answer in Meridian.',
  );
}
