import { Injectable } from '@nestjs/common';
import type { City, Event, Programme, SessionState } from '#contracts';
import { columnsOf, updateOf, type RowUpdate, type Tx } from '#platform';
import { CityCopy } from './city-copy.entity.js';
import { EventCopy } from './event-copy.entity.js';
import { ProgrammeCopy } from './programme-copy.entity.js';
import { SessionCopy, spanOf, type Whose } from './session-copy.entity.js';

/** Keeps what mails and reminders need of other services' state. A fact older than the copy changes nothing. */
@Injectable()
export class ProgrammeService {
  /** @returns the sessions whose reminder rules this changes, locked in id order */
  async applyProgramme(tx: Tx, { id, title, reminderRules, version }: Programme): Promise<SessionCopy[]> {
    await this.ensureProgramme(tx, id);
    const copy = await tx.manager.findOneOrFail(ProgrammeCopy, {
      where: { id },
      lock: { mode: 'for_no_key_update' },
    });
    if (copy.version >= version) return [];
    const isSame = copy.reminderRules.join() === reminderRules.join();
    await tx.manager.save(Object.assign(copy, { title, reminderRules, version }));
    if (isSame) return [];
    return tx.manager.find(SessionCopy, {
      where: { programmeId: id },
      order: { id: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
  }

  /** @returns the event before (null when it was not known) and after; null when the copy is as new already */
  async applyEvent(tx: Tx, event: Event): Promise<{ before: EventCopy | null; after: EventCopy } | null> {
    const { id, title, hostCity, programmeId, startsOn, endsOn, partners, version } = event;
    const after = Object.assign(new EventCopy(), {
      id,
      title,
      hostCity,
      programmeId,
      startsOn,
      endsOn,
      partners,
      isCancelled: event.status === 'cancelled',
      version,
    });
    // Made with version 0 first, so that there is a row to lock: two versions at once must see each other.
    await tx.manager.query(
      `INSERT INTO event_copies (id, title, host_city, version) VALUES ($1, '""', $2, 0) ON CONFLICT DO NOTHING`,
      [id, hostCity],
    );
    const before = await tx.manager.findOneOrFail(EventCopy, {
      where: { id },
      lock: { mode: 'for_no_key_update' },
    });
    if (before.version >= version) return null;
    // The copy is made as published, before anything is known.
    const wasPublished = before.version > 0 && before.isPublished;
    after.isPublished = event.status === 'published' || (after.isCancelled && wasPublished);
    await tx.manager.save(after);
    return { before: before.version === 0 ? null : before, after };
  }

  async applyCity(tx: Tx, { slug, name, zone, version }: City): Promise<void> {
    await tx.manager
      .createQueryBuilder()
      .insert()
      .into(CityCopy)
      .values({ slug, name, zone, version })
      .orUpdate(['name', 'zone', 'version'], ['slug'], {
        overwriteCondition: { where: 'city_copies.version < excluded.version' },
      })
      .execute();
  }

  /**
   * @param look reads, with statements that it sends at once, what is to be known under the session's lock: they are on
   *   their way behind it, without a round trip of their own
   * @returns the session before and after, locked, and what `look` has seen; null when
   *   the copy is as new already
   */
  async applySession<Seen>(
    tx: Tx,
    state: SessionState,
    look?: (session: Whose) => Promise<Seen>,
  ): Promise<{ before: SessionCopy; after: SessionCopy; seen: Seen | undefined } | null> {
    const whose = whoseIs(state);
    // Programme before session, as applyProgramme locks them. Shared: its rules must not change until the reminders
    // that they plan for this session can be seen.
    const [, , before, seen] = await Promise.all([
      this.ensureProgramme(tx, state.programmeId),
      tx.run('SELECT FROM programme_copies WHERE id = $1 FOR SHARE', [state.programmeId]),
      this.lockSession(tx, state.id),
      look?.(whose),
    ]);
    if (before.version >= state.version) return null;
    const after = Object.assign(new SessionCopy(), {
      ...whose,
      title: state.title,
      status: state.status,
      start: state.start,
      durationMinutes: state.durationMinutes,
      placeName: state.place?.name ?? null,
      ownCity: state.ownCity,
      ...previousSpan(before, state),
      live: state.live ?? null,
      delay: announcedDelay(before, state),
      recordingUrl: state.recordingUrl ?? null,
      sequence: state.sequence,
      timeVersion: state.timeVersion,
      version: state.version,
    });
    saveSession(tx, after);
    return { before, after, seen };
  }

  /**
   * The session's row, locked (NO KEY: rows that refer to it may still be inserted meanwhile); made with nothing but its
   * id when a seat's fact overtook the session's.
   */
  async lockSession(tx: Tx, id: string): Promise<SessionCopy> {
    const [, [row]] = await Promise.all([
      tx.run('INSERT INTO session_copies (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]),
      tx.run<SessionCopy>((lockOfSession ??= prepareLock(tx)), [id]),
    ]);
    return Object.assign(new SessionCopy(), row);
  }

  /** Nothing of the programme's sessions is planned meanwhile. */
  async lockProgramme(tx: Tx, id: string): Promise<void> {
    await this.ensureProgramme(tx, id);
    await tx.manager.query('SELECT FROM programme_copies WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  private async ensureProgramme(tx: Tx, id: string): Promise<void> {
    await tx.run('INSERT INTO programme_copies (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
  }
}

/** Its columns are those of the entity, which are known when the service runs. */
let lockOfSession: string | undefined;

function prepareLock({ manager }: Tx): string {
  return `
    SELECT ${columnsOf(manager, SessionCopy, 'session')} FROM session_copies session
    WHERE session.id = $1 FOR NO KEY UPDATE`;
}

let update: RowUpdate<SessionCopy> | undefined;

/** Writes a copy whose row is locked. */
function saveSession(tx: Tx, copy: SessionCopy): void {
  update ??= updateOf(tx.manager, SessionCopy);
  tx.write(update.text, update.valuesOf(copy));
}

function whoseIs({ id, programmeId, eventId, speakers, parts }: SessionState): Whose {
  return {
    id,
    programmeId,
    eventId,
    speakers: speakers.map((speaker) => speaker.id),
    cities: Object.keys(parts).filter((city) => parts[city] !== 'none'),
  };
}

function previousSpan(
  before: SessionCopy,
  { timeVersion, durationMinutes }: SessionState,
): Pick<SessionCopy, 'previousStart' | 'previousEnd'> {
  const span = spanOf(before);
  const isChanged =
    timeVersion > before.timeVersion || (span !== null && durationMinutes !== before.durationMinutes);
  if (!isChanged) return { previousStart: before.previousStart, previousEnd: before.previousEnd };
  return { previousStart: span?.start ?? null, previousEnd: span?.end ?? null };
}

function announcedDelay(before: SessionCopy, { live, timeVersion }: SessionState): SessionCopy['delay'] {
  if (live?.state === 'delayed' && live.delayMinutes) {
    return { minutes: live.delayMinutes, reason: live.message };
  }
  return timeVersion > before.timeVersion ? null : before.delay;
}
