import { jetstreamManager } from '@nats-io/jetstream';
import {
  CityChanged,
  EventChanged,
  FindReminders,
  ProgrammeChanged,
  RoleChanged,
  SeatsChanged,
  SessionChanged,
  SignInRequested,
  type Actor,
  type FactDataOf,
  type OutputOf,
  type Programme,
  type RoleHolder,
  type RoleState,
  type SessionState,
} from '#contracts';
import { Nats, newId } from '#platform';
import { startNats, startRedis, TestService, waitFor, type RunningServer } from '#platform/testing';
import { readNotificationsConfig } from '../config.js';
import { dataSourceOptions } from '../data-source.js';
import { NotificationsModule } from '../notifications.module.js';
import { MailServer } from './mail-server.js';
import { ParticipantsProcess, type Person } from './participants-process.js';
import { SessionsProcess } from './sessions-process.js';
import { eventOf, programmeOf, ROME, sessionOf, startAt } from './samples.js';

type Reminders = OutputOf<typeof FindReminders>['items'];
type SeatChange = FactDataOf<typeof SeatsChanged>['changes'][number];

/** A forum in Rome, told by the facts of its owners, with the notifications service that follows it. */
export class Forum {
  readonly programmeId = newId();
  readonly eventId = newId();
  readonly instances: TestService[] = [];

  private constructor(
    readonly nats: RunningServer,
    readonly redis: RunningServer,
    readonly mail: MailServer,
    readonly participants: ParticipantsProcess,
    readonly sessions: SessionsProcess,
    private readonly settings: Record<string, string>,
  ) {}

  static async open({
    instances = 1,
    env = {},
    ...programme
  }: { instances?: number; env?: Record<string, string>; reminderRules?: string[] } = {}): Promise<Forum> {
    const [nats, redis, mail] = await Promise.all([startNats(), startRedis(), MailServer.start()]);
    const forum = new Forum(
      nats,
      redis,
      mail,
      await ParticipantsProcess.start(nats.url),
      await SessionsProcess.start(nats.url),
      env,
    );
    for (let n = 0; n < instances; n++) await forum.startInstance();
    await forum.publishProgramme(programme);
    return forum;
  }

  get service(): TestService {
    return this.instances[0]!;
  }

  /** The environment of a process of the service beside its instances. */
  get env(): Record<string, string> {
    const { nats, service } = this;
    return { ...this.extraEnv, NODE_ENV: 'test', NATS_URL: nats.url, DATABASE_URL: service.database.url };
  }

  async startInstance(): Promise<TestService> {
    const database = this.instances[0]?.database;
    const instance = await TestService.start({
      name: 'notifications',
      dataSourceOptions,
      module: (env) => NotificationsModule.register(readNotificationsConfig(env)),
      nats: this.nats,
      ...(database && { database }),
      extraEnv: this.extraEnv,
    });
    this.instances.push(instance);
    return instance;
  }

  async close(): Promise<void> {
    for (const instance of this.instances.slice(1)) await instance.stop({ keep: true });
    await this.participants.stop();
    await this.sessions.stop();
    await this.service.stop();
    await Promise.all([this.redis.stop(), this.mail.stop()]);
  }

  async publishProgramme(change: Partial<Programme> = {}): Promise<void> {
    const programme = programmeOf(this.programmeId);
    await this.service.publish(CityChanged, ROME);
    await this.service.publish(ProgrammeChanged, { ...programme, ...change });
    await this.service.publish(EventChanged, eventOf(this.eventId, this.programmeId));
  }

  /** A released session of an hour in Rome; publishes it, and waits until the service knows it. */
  async schedule(instant: string, change: Partial<SessionState> = {}): Promise<SessionState> {
    const session = { ...sessionOf(this.eventId, this.programmeId, instant), ...change };
    await this.publishSession(session);
    return session;
  }

  async move(session: SessionState, instant: string): Promise<SessionState> {
    const moved = {
      ...session,
      version: session.version + 1,
      sequence: session.sequence + 1,
      timeVersion: session.timeVersion + 1,
      start: startAt(instant),
    };
    await this.publishSession(moved);
    return moved;
  }

  async cancel(session: SessionState): Promise<SessionState> {
    const cancelled: SessionState = {
      ...session,
      version: session.version + 1,
      sequence: session.sequence + 1,
      status: 'cancelled',
    };
    await this.publishSession(cancelled);
    return cancelled;
  }

  async publishSession(session: SessionState): Promise<void> {
    await this.service.publish(SessionChanged, session);
    await waitFor(async () => (await this.copyVersion(session.id)) >= session.version, {
      what: `version ${session.version} of the session to be known`,
    });
  }

  /** Somebody takes a seat: participants know them from now on, and say so. */
  async seat(session: SessionState, name: string, person: Partial<Person> = {}): Promise<Person> {
    const seated = await this.seatInSilence(session, name, person);
    await this.publishSeats(session.id, [changeOf(seated, null, 'taken')]);
    return seated;
  }

  /** Somebody takes a seat, and its fact is still on its way. */
  async seatInSilence(session: SessionState, name: string, person: Partial<Person> = {}): Promise<Person> {
    const seated: Person = {
      sessionId: session.id,
      personId: newId(),
      seatId: newId(),
      name,
      email: `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.org`,
      language: 'en',
      zone: 'America/New_York',
      seatStatus: 'confirmed',
      mode: 'online',
      seatSince: await this.now(),
      ...person,
    };
    this.participants.people.push(seated);
    return seated;
  }

  /** Somebody has a role: participants know them from now on, and say so. */
  async giveRole(
    role: RoleState['role'],
    name: string,
    {
      id = newId(),
      city = null,
      zone = 'America/New_York',
    }: { id?: string; city?: string | null; zone?: string } = {},
  ): Promise<RoleHolder> {
    const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.org`;
    const holder: RoleHolder = { personId: newId(), name, email, language: 'en', zone, city };
    if (role === 'speaker') this.participants.speakers.set(id, holder);
    else this.participants[role === 'organizer' ? 'organizers' : 'liaisons'].push(holder);
    const { personId } = holder;
    const state = { id, version: 1, personId, role, programmeId: this.programmeId, city, zone };
    await this.service.publish(RoleChanged, state);
    return holder;
  }

  /** What participants say when the status of a seat changes. */
  async changeSeat(person: Person, to: Person['seatStatus'], cause: string): Promise<void> {
    const from = person.seatStatus;
    person.seatStatus = to;
    await this.publishSeats(person.sessionId, [changeOf(person, from, cause)]);
  }

  /** Somebody gives up their seat themselves. */
  async giveUpSeat(person: Person): Promise<void> {
    const from = person.seatStatus;
    person.seatStatus = 'cancelled';
    const changes = [changeOf(person, from, 'cancelled')];
    const self: Actor = { kind: 'person', id: person.personId, grants: [] };
    await this.publishSeats(person.sessionId, changes, undefined, self);
  }

  async publishSeats(sessionId: string, changes: SeatChange[], id?: string, actor?: Actor): Promise<string> {
    return this.service.publish(SeatsChanged, { slotId: newId(), sessionId, changes }, id, actor);
  }

  /** @param session in which a seat is held for them, for ten minutes more */
  async askToSignIn(email: string, session?: SessionState): Promise<void> {
    const [signInId, personId] = [newId(), newId()];
    const now = Date.parse(await this.now());
    const minutesAhead = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
    this.participants.signIns.set(signInId, {
      personId,
      email,
      name: 'Guest',
      language: null,
      token: 'one.time/token',
      expiresAt: minutesAhead(15),
      ...(session && { seats: [{ sessionId: session.id, isHeld: true, until: minutesAhead(10) }] }),
    });
    await this.service.publish(SignInRequested, { signInId, personId });
  }

  /** Moves the clock and waits until what that set off is done. */
  async moveClockTo(instant: string): Promise<void> {
    await this.service.moveClockTo(instant);
    await this.settled();
  }

  /** Waits until every fact is applied and nothing is left to be fired, paged, sent or tried again. */
  async settled(): Promise<void> {
    await waitFor(() => this.allFactsApplied(), { what: 'all facts to be applied' });
    await waitFor(async () => (await this.workLeft()).length === 0, { what: 'all work to be done' });
  }

  /** Lets facts come while no mail goes out, and then lets go those that are still right. */
  async whileMailIsPaused(happens: () => Promise<unknown>): Promise<void> {
    await this.service.sql('UPDATE mail_pause SET paused_at = clock_now()');
    await happens();
    await waitFor(() => this.allFactsApplied(), { what: 'all facts to be applied' });
    const isOnlyMail = async () => (await this.workLeft()).every(({ what }) => what === 'delivery');
    await waitFor(isOnlyMail, { what: 'all mails to be waiting' });
    await this.service.sql('UPDATE mail_pause SET paused_at = NULL');
    await this.settled();
  }

  /** Reminders, dispatches and deliveries that somebody still has to work on. */
  workLeft(): Promise<{ what: string }[]> {
    return this.service.sql(
      `SELECT id, 'reminder' AS what FROM reminders
         WHERE state = 'firing' OR (state = 'planned' AND due_at <= clock_now())
       UNION ALL SELECT id, 'dispatch' FROM dispatches
         WHERE state = 'open' AND (due_at IS NULL OR due_at <= clock_now())
       UNION ALL SELECT id, 'delivery' FROM deliveries
         WHERE (state IN ('pending', 'sending') OR (state = 'unknown' AND next_try_at IS NOT NULL))
           AND (due_at IS NULL OR due_at <= clock_now())`,
    );
  }

  /** States of the deliveries of one notice about a session. */
  async deliveriesOf(sessionId: string, notice: string): Promise<string[]> {
    const rows = await this.service.sql<{ state: string }>(
      'SELECT state FROM deliveries WHERE session_id = $1 AND notice = $2 ORDER BY id',
      [sessionId, notice],
    );
    return rows.map(({ state }) => state);
  }

  /** A session's reminders as its organizers see them. */
  async reminders(sessionId: string): Promise<Reminders> {
    const grants = [{ role: 'organizer' as const, programmeId: this.programmeId, city: null }];
    const actor = { kind: 'person' as const, id: 'organizer', grants };
    return (await this.service.ask(FindReminders, { sessionId }, { actor })).items;
  }

  /** The clock of this service, in the API's form. */
  async now(): Promise<string> {
    const [row] = await this.service.sql<{ now: Date }>('SELECT clock_now() AS now');
    return row!.now.toISOString();
  }

  private get extraEnv(): Record<string, string> {
    return {
      REDIS_URL: this.redis.url,
      SMTP_URL: this.mail.url,
      PUBLIC_URL: 'https://meridian.example',
      SWEEP_SECONDS: '0.5',
      LINK_SECRET: 'a secret of the tests, long enough',
      ...this.settings,
    };
  }

  private async allFactsApplied(): Promise<boolean> {
    const manager = await jetstreamManager(await this.service.app.get(Nats).whenConnected());
    for await (const consumer of manager.consumers.list('FACTS')) {
      if (consumer.num_pending > 0 || consumer.num_ack_pending > 0) return false;
    }
    return true;
  }

  private async copyVersion(sessionId: string): Promise<number> {
    const [row] = await this.service.sql<{ version: number }>(
      'SELECT version FROM session_copies WHERE id = $1',
      [sessionId],
    );
    return row?.version ?? 0;
  }
}

export function changeOf(person: Person, from: SeatChange['from'], cause: string): SeatChange {
  const { seatId, personId, zone, seatStatus: to } = person;
  return { seatId, personId, from, to, groupSize: 1, zone, cause };
}
