import { newId, Transactions } from '#platform';
import { waitFor } from '#platform/testing';
import { DataSource } from 'typeorm';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../../../apps/notifications/src/config.js';
import { Pump } from '../../../apps/notifications/src/delivery/pump.js';
import { Composer } from '../../../apps/notifications/src/notices/composer.js';
import { PreferenceLinks } from '../../../apps/notifications/src/preferences/preference-links.js';
import { findSubject } from '../../../apps/notifications/src/programme/programme.queries.js';
import { ProgrammeService } from '../../../apps/notifications/src/programme/programme.service.js';
import {
  ParticipantsProcess,
  type Person,
} from '../../../apps/notifications/src/testing/participants-process.js';
import { eventOf, programmeOf, ROME, sessionOf } from '../../../apps/notifications/src/testing/samples.js';
import type { Bench, OpenBench } from '../frame.js';
import { RunningNotifications } from '../notifications/running.js';
import { NaiveMailer } from './naive-mailer.js';
import { Sink } from './sink.js';

const MAILS = Number(process.env['MAIL_MAILS'] ?? 1_000);
const ZONES = ['Asia/Tokyo', 'Asia/Ho_Chi_Minh', 'Asia/Kolkata', 'Europe/Rome'];
const LANGUAGES = ['en', 'it', 'ja'];
/** Where people have their mail: each is sent to at a pace of its own. */
const DOMAINS = 8;

export const mailBench: Bench = {
  name: 'mail',
  about:
    `mail: ${MAILS} mails of one notice with their .ics to one local SMTP sink, from rows of deliveries to their outcomes,\n` +
    `against nodemailer's pool of 20 connections that composes each from scratch and keeps no record.\n` +
    `PostgreSQL with fsync; ${LANGUAGES.length} languages × ${ZONES.length} zones, ${DOMAINS} recipient domains; the sink is a process of its own.`,
  goals: [{ name: 'mails', value: 'mails', unit: '/s', ours: 'pump', other: 'naive', atLeast: 4 }],
  open,
};

async function open(): Promise<OpenBench> {
  const [ourSink, theirSink] = [await Sink.start(), await Sink.start()];
  const running = await RunningNotifications.start(ourSink.url);
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
  participants.people.push(...Array.from({ length: MAILS }, (_, number) => personOf(session.id, number)));
  const subject = (await findSubject(service.app.get(DataSource), session.id))!;
  const [config, links] = [
    service.app.get<NotificationsConfig>(NOTIFICATIONS_CONFIG),
    service.app.get(PreferenceLinks),
  ];
  const composer = () => new Composer(config, links);
  const naive = new NaiveMailer(theirSink.url, composer);
  let turns = 0;
  let unsent = 0;

  return {
    sides: {
      pump: async () => {
        const [row] = await service.sql<{ left: number }>('SELECT count(*)::int AS left FROM deliveries');
        await service.sql(
          `INSERT INTO deliveries (id, notice, person_id, session_id, time_version, occasion)
           SELECT gen_random_uuid(), 'seat-confirmed', person, $2, 1, $3 FROM unnest($1::text[]) AS person`,
          [participants.people.map(({ personId }) => personId), session.id, `turn-${row!.left}`],
        );
        const before = (await ourSink.count()).accepted;
        const begun = performance.now();
        service.app.get(Pump).poke();
        const isThere = async () => (await ourSink.count()).accepted - before >= MAILS;
        await waitFor(isThere, { timeoutMs: MAILS * 60, what: 'all mails' });
        const ms = performance.now() - begun;
        const left = `SELECT count(*)::int AS left FROM deliveries WHERE state <> 'sent'`;
        const isDone = async () => (await service.sql<{ left: number }>(left))[0]!.left === 0;
        await waitFor(isDone, { what: 'all outcomes' }).catch(() => unsent++);
        return { mails: (MAILS / ms) * 1_000 };
      },
      naive: async () => {
        turns++;
        return { mails: await naive.send(subject, participants.people, new Date()) };
      },
    },
    invariants: async () => {
      const [ours, theirs] = await Promise.all([ourSink.count(), theirSink.count()]);
      return {
        'turns with deliveries that are not sent': unsent,
        'mails of ours too many or too few': Math.abs(ours.accepted - turns * MAILS),
        'mails of theirs too many or too few': Math.abs(theirs.accepted - turns * MAILS),
        'mails without HTML or calendar part': ours.accepted + theirs.accepted - ours.whole - theirs.whole,
      };
    },
    close: async () => {
      naive.close();
      await participants.stop();
      await running.stop();
      await Promise.all([ourSink.stop(), theirSink.stop()]);
    },
  };
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
