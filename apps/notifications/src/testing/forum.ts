import {
  CityChanged,
  EventChanged,
  ProgrammeChanged,
  SeatsChanged,
  SessionChanged,
  SignInRequested,
  type FactDataOf,
  type Programme,
  type SessionState,
} from '#contracts';
import { newId } from '#platform';
import { startNats, startRedis, TestService, waitFor, type RunningServer } from '#platform/testing';
import { formatInstant, localTime } from '#time';
import { readNotificationsConfig } from '../config.js';
import { dataSourceOptions } from '../data-source.js';
import { NotificationsModule } from '../notifications.module.js';
import { MailServer } from './mail-server.js';
import { ParticipantsProcess, type Person } from './participants-process.js';

type SeatChange = FactDataOf<typeof SeatsChanged>['changes'][number];

/** A forum in Rome, told by the facts of its owners, with the notifications service that follows it. */
export class Forum {
  readonly programmeId = newId();
  readonly eventId = newId();
  private readonly instances: TestService[] = [];

  private constructor(
    readonly nats: RunningServer,
    readonly redis: RunningServer,
    readonly mail: MailServer,
    readonly participants: ParticipantsProcess,
  ) {}

  /** @param settings.withRedis false leaves Redis stopped */
  static async open({ instances = 1, reminderRules = ['P1D', 'PT10M'] } = {}): Promise<Forum> {
    const [nats, redis, mail] = await Promise.all([startNats(), startRedis(), MailServer.start()]);
    const forum = new Forum(nats, redis, mail, await ParticipantsProcess.start(nats.url));
    for (let n = 0; n < instances; n++) await forum.startInstance();
    await forum.publishProgramme({ reminderRules });
    return forum;
  }

  get service(): TestService {
    return this.instances[0]!;
  }

  async startInstance(): Promise<TestService> {
    const database = this.instances[0]?.database;
    const instance = await TestService.start({
      name: 'notifications',
      dataSourceOptions,
      module: (env) => NotificationsModule.register(readNotificationsConfig(env)),
      nats: this.nats,
      ...(database && { database }),
      extraEnv: {
        REDIS_URL: this.redis.url,
        SMTP_URL: this.mail.url,
        PUBLIC_URL: 'https://meridian.example',
        SWEEP_SECONDS: '0.5',
      },
    });
    this.instances.push(instance);
    return instance;
  }

  async close(): Promise<void> {
    for (const instance of this.instances.slice(1)) await instance.stop({ keep: true });
    await this.participants.stop();
    await this.service.stop();
    await Promise.all([this.redis.stop(), this.mail.stop()]);
  }

  async publishProgramme(change: Partial<Programme> = {}): Promise<void> {
    await this.service.publish(CityChanged, {
      slug: 'rome',
      name: 'Rome',
      country: 'IT',
      zone: 'Europe/Rome',
      languages: ['it'],
      weekend: [6, 7],
      latitude: 41.9,
      longitude: 12.5,
      comfort: null,
      observances: [],
      version: 1,
    });
    await this.service.publish(ProgrammeChanged, {
      id: this.programmeId,
      slug: 'forum',
      title: 'AIWS Forum',
      description: null,
      cities: ['rome'],
      movePolicy: { respondWithinHours: 168, onSilence: 'accept' },
      offerPolicy: { mode: 'promote', holdHours: 12 },
      reminderRules: ['P1D'],
      published: true,
      version: 1,
      ...change,
    });
    await this.service.publish(EventChanged, {
      id: this.eventId,
      programmeId: this.programmeId,
      slug: 'rome-days',
      title: { en: 'Rome Days', it: 'Giornate romane' },
      hostCity: 'rome',
      startsOn: '2031-06-10',
      endsOn: '2031-06-12',
      status: 'published',
      partners: [],
      version: 1,
    });
  }

  /** A released session of an hour in Rome; publishes it, and waits until the service knows it. */
  async schedule(instant: string, change: Partial<SessionState> = {}): Promise<SessionState> {
    const session: SessionState = {
      id: newId(),
      eventId: this.eventId,
      programmeId: this.programmeId,
      slug: 'opening',
      title: { en: 'Opening plenary', it: 'Apertura' },
      format: 'plenary',
      purpose: 'work',
      languages: ['en'],
      place: { id: newId(), slug: 'aula', name: 'Aula Magna', city: 'rome', capacity: 100 },
      parts: { rome: 'required' },
      status: 'scheduled',
      version: 1,
      sequence: 0,
      timeVersion: 1,
      release: 1,
      start: startAt(instant),
      durationMinutes: 60,
      window: null,
      relations: [],
      speakers: [],
      ownCity: 'rome',
      ...change,
    };
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

  async publishSession(session: SessionState, id?: string): Promise<void> {
    await this.service.publish(SessionChanged, session, id);
    await waitFor(async () => (await this.copyVersion(session.id)) >= session.version, {
      what: `version ${session.version} of the session to be known`,
    });
  }

  /** Somebody takes a seat: participants know them from now on, and say so. */
  async seat(session: SessionState, name: string, person: Partial<Person> = {}): Promise<Person> {
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
    await this.publishSeats(session.id, [changeOf(seated, null, 'taken')]);
    return seated;
  }

  /** What participants say when the status of a seat changes. */
  async changeSeat(person: Person, to: Person['seatStatus'], cause: string): Promise<void> {
    const from = person.seatStatus;
    person.seatStatus = to;
    await this.publishSeats(person.sessionId, [changeOf(person, from, cause)]);
  }

  async publishSeats(sessionId: string, changes: SeatChange[], id?: string): Promise<string> {
    return this.service.publish(SeatsChanged, { slotId: newId(), sessionId, changes }, id);
  }

  async askToSignIn(email: string): Promise<void> {
    const [signInId, personId] = [newId(), newId()];
    this.participants.signIns.set(signInId, {
      personId,
      email,
      name: 'Guest',
      language: null,
      token: 'one.time/token',
      expiresAt: new Date(Date.parse(await this.now()) + 15 * 60_000).toISOString(),
    });
    await this.service.publish(SignInRequested, { signInId, personId });
  }

  /** The clock of this service, in the API's form. */
  async now(): Promise<string> {
    const [row] = await this.service.sql<{ now: Date }>('SELECT clock_now() AS now');
    return row!.now.toISOString();
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

function startAt(instant: string): SessionState['start'] {
  const zone = 'Europe/Rome';
  const { local, offset } = localTime(instant, zone);
  return { local, zone, offset, instant: formatInstant(instant), tzdb: '2026f' };
}
