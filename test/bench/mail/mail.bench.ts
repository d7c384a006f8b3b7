import type { Bench, BenchOptions, OpenBench } from '../frame.js';
import { DOMAINS, LANGUAGES, Mailing, ZONES } from './mailing.js';
import { NaiveMailer } from './naive-mailer.js';
import { Sink } from './sink.js';

const MAILS = 1_000;

export const mailBench: Bench = {
  name: 'mail',
  about:
    `mail: ${MAILS} (--size) mails of one notice with their .ics to one local SMTP sink, from rows of deliveries to their\n` +
    `outcomes, against nodemailer's pool of 20 connections that composes each from scratch and keeps no record.\n` +
    `PostgreSQL with fsync; ${LANGUAGES.length} languages × ${ZONES.length} zones, ${DOMAINS} recipient domains; the sink is a process of its own.`,
  goals: [{ name: 'mails', value: 'mails', unit: '/s', ours: 'pump', other: 'naive', atLeast: 4 }],
  open,
};

async function open({ size: mails = MAILS }: BenchOptions): Promise<OpenBench> {
  const mailing = await Mailing.start(mails);
  const theirSink = await Sink.start();
  const naive = new NaiveMailer(theirSink.url, () => mailing.composer());
  let turns = 0;

  return {
    sides: {
      pump: async () => ({ mails: await mailing.send(mails) }),
      naive: async () => {
        turns++;
        return { mails: await naive.send(mailing.subject, mailing.people, new Date()) };
      },
    },
    invariants: async () => {
      const theirs = await theirSink.count();
      return {
        ...(await mailing.invariants()),
        'mails of theirs too many or too few': Math.abs(theirs.accepted - turns * mails),
        'mails of theirs without HTML or calendar part': theirs.accepted - theirs.whole,
      };
    },
    close: async () => {
      naive.close();
      await mailing.stop();
      await theirSink.stop();
    },
  };
}
