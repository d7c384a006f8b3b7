import { newId, Transactions } from '#platform';
import { waitFor } from '#platform/testing';
import { DataSource } from 'typeorm';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../../../apps/notifications/src/config.js';
import { Pump } from '../../../apps/notifications/src/delivery/pump.js';
import { Composer } from '../../../apps/notifications/src/notices/composer.js';
import { PreferenceLinks } from '../../../apps/notifications/src/preferences/preference-links.js';
import { findSubject } from '../../../apps/notifications/src/programme/programme.queries.js';
import { ProgrammeService } from '../../../apps/notifications/src/programme/programme.service.js';
import type { Subject } from '../../../apps/notifications/src/notices/session-page.js';
import {
  ParticipantsProcess,
  type Person,
} from '../../../apps/notifications/src/testing/participants-process.js';
import { eventOf, programmeOf, ROME, sessionOf } from '../../../apps/notifications/src/testing/samples.js';
import { RunningNotifications } from '../notifications/running.js';
import { Sink } from './sink.js';

export const ZONES = ['Asia/Tokyo', 'Asia/Ho_Chi_Minh', 'Asia/Kolkata', 'Europe/Rome'];
export const LANGUAGES = ['en', 'it', 'ja'];
/** Where people have their mail: each is sent to at a pace of its own. */
export const DOMAINS = 8;

/** The notifications service with one session, the people who have a seat in it, and a mail server. */
export class Mailing {
  private turns = 0;
  private sent = 0;
  private unsent = 0;

  private constructor(
    private readonly running: RunningNotifications,
    private readonly participants: ParticipantsProcess,
    private readonly sink: Sink,
    private readonly sessionId: string,
    readonly subject: Subject,
  ) {}

  static async start(peopleCount: number): Promise<Mailing> {
    const sink = await Sink.start();
    const running = await RunningNotifications.start(sink.url);
    const { service } = running;
    const participants = await ParticipantsProcess.start(running.nats.url);
    const programmeId = newId();
    const event = eventOf(newId(), programmeId);
    const session = sessionOf(event.id, programmeId, new Date(Date.now() + 30 * 86_400_000).toISOString());
    await service.app.get(Transactions).run(async (tx) => {
      const programme = service.app.get(ProgrammeService);
      await programme.applyCity(tx, ROME);
      await programme.applyProgramme(tx, programmeOf(programmeId));
      await programme.applyEvent(tx, event);
      await programme.applySession(tx, session);
    });
    participants.people.push(
      ...Array.from({ length: peopleCount }, (_, number) => personOf(session.id, number)),
    );
    const subject = (await findSubject(service.app.get(DataSource), session.id))!;
    return new Mailing(running, participants, sink, session.id, subject);
  }

  get people(): readonly Person[] {
    return this.participants.people;
  }

  /** A composer that has made no mail yet. */
  composer(): Composer {
    const { app } = this.running.service;
    return new Composer(app.get<NotificationsConfig>(NOTIFICATIONS_CONFIG), app.get(PreferenceLinks));
  }

  /**
   * Lets the pump send a notice to the first `count` people, from rows of deliveries to their outcomes.
   * @returns mails per second until the sink has the last
   */
  async send(count: number): Promise<number> {
    const { service } = this.running;
    await service.sql(
      `INSERT INTO deliveries (id, notice, person_id, session_id, time_version, occasion)
       SELECT gen_random_uuid(), 'seat-confirmed', person, $2, 1, $3 FROM unnest($1::text[]) AS person`,
      [this.people.slice(0, count).map(({ personId }) => personId), this.sessionId, `turn-${this.turns++}`],
    );
    const before = (await this.sink.count()).accepted;
    const begun = performance.now();
    service.app.get(Pump).poke();
    const isThere = async () => (await this.sink.count()).accepted - before >= count;
    await waitFor(isThere, { timeoutMs: count * 60, what: 'all mails' });
    const ms = performance.now() - begun;
    this.sent += count;
    const left = `SELECT count(*)::int AS left FROM deliveries WHERE state <> 'sent'`;
    const isDone = async () => (await service.sql<{ left: number }>(left))[0]!.left === 0;
    await waitFor(isDone, { what: 'all outcomes' }).catch(() => this.unsent++);
    return (count / ms) * 1_000;
  }

  async invariants(): Promise<Record<string, number>> {
    const { accepted, whole } = await this.sink.count();
    return {
      'turns with deliveries that are not sent': this.unsent,
      'mails of ours too many or too few': Math.abs(accepted - this.sent),
      'mails of ours without HTML or calendar part': accepted - whole,
    };
  }

  async stop(): Promise<void> {
    await this.participants.stop();
    await this.running.stop();
    await this.sink.stop();
  }
}

function personOf(sessionId: string, number: number): Person {
  return {
    sessionId,
    personId: newId(),
    seatId: newId(),
    name: `Participant ${number}`,
    email: `participant-${number}@mail-${number % DOMAINS}.example`,
    language: LANGUAGES[number % LANGUAGES.length]!,
    zone: ZONES[number % ZONES.length]!,
    seatStatus: 'confirmed',
    mode: 'online',
    seatSince: new Date(0).toISOString(),
  };
}
