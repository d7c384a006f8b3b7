import { Inject, Injectable } from '@nestjs/common';
import {
  authorize,
  invalidFields,
  notFound,
  type Actor,
  type FindDeliveries,
  type MailReport,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { isId, readCursor, toPage, Transactions } from '#platform';
import { DataSource, MoreThan } from 'typeorm';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { SESSION_NOTICES } from '../notices/catalogue.js';
import type { SessionNoticeKind } from '../notices/notice.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { listDeliveries, reportMail, setPause } from './mail.queries.js';
import { Pump } from './pump.js';

/** Shows what becomes of mails, and stops them. */
@Injectable()
export class MailService {
  constructor(
    @Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig,
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly pump: Pump,
  ) {}

  /**
   * The mails about a session for its organizers, newest first, without addresses.
   * @throws RuleViolation `not-found`; `validation.failed` for a notice that there is not
   */
  async findDeliveries(
    actor: Actor,
    { sessionId, state, notice, cursor, limit }: ParsedInputOf<typeof FindDeliveries>,
  ): Promise<OutputOf<typeof FindDeliveries>> {
    const session = await this.dataSource
      .getRepository(SessionCopy)
      .findOneBy({ id: sessionId, version: MoreThan(0) });
    if (!session) throw notFound('session', sessionId);
    authorize(actor, 'reminder.read', { programmeId: session.programmeId });
    const rows = await listDeliveries(this.dataSource, {
      sessionId,
      state: state ?? null,
      notice: noticeNamed(notice),
      before: idOf(cursor),
      limit: limit + 1,
    });
    const { items, next } = toPage(rows, limit, ({ id }) => [id]);
    return {
      items: items.map(({ id: _, sentAt, dueAt, ...shown }) => ({
        ...shown,
        sentAt: sentAt?.toISOString() ?? null,
        dueAt: dueAt?.toISOString() ?? null,
      })),
      next,
    };
  }

  /** How mail goes, for admins. */
  report(actor: Actor): Promise<MailReport> {
    authorize(actor, 'mail.operate');
    return reportMail(this.dataSource.manager, this.config.SWEEP_SECONDS);
  }

  /** No mail is taken up from now on, by any process; the few at hand are finished. */
  pause(actor: Actor): Promise<MailReport> {
    return this.transactions.command(async ({ manager }) => {
      authorize(actor, 'mail.operate');
      await setPause(manager, true);
      return reportMail(manager, this.config.SWEEP_SECONDS);
    });
  }

  /** What has waited goes out, as far as it is still right to send it; other processes begin with their next sweep. */
  resume(actor: Actor): Promise<MailReport> {
    return this.transactions.command(async (tx) => {
      authorize(actor, 'mail.operate');
      await setPause(tx.manager, false);
      tx.afterCommit(() => this.pump.poke());
      return reportMail(tx.manager, this.config.SWEEP_SECONDS);
    });
  }
}

function noticeNamed(notice: string | undefined): SessionNoticeKind | null {
  if (notice === undefined) return null;
  if (Object.hasOwn(SESSION_NOTICES, notice)) return notice as SessionNoticeKind;
  const kinds = Object.keys(SESSION_NOTICES).join(', ');
  throw invalidFields([{ path: 'notice', message: `must be one of ${kinds}` }]);
}

function idOf(cursor: string | undefined): string | null {
  const id = readCursor(cursor)?.[0];
  if (id === undefined) return null;
  if (isId(id)) return id;
  throw invalidFields([{ path: 'cursor', message: 'must be the `next` of an earlier reply of this list' }]);
}
