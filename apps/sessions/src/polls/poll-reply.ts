import type { Poll as PollReply, PollInvitation } from '#contracts';
import { formatInstant } from '#time';
import { In, type EntityManager } from 'typeorm';
import { CityCopy } from '../programme/city.entity.js';
import { localTimesOf } from '../scheduling/local-times.rules.js';
import type { Session } from '../scheduling/session.entity.js';
import type { PollLink } from './poll-links.js';
import type { Poll } from './poll.entity.js';

/** The grid: every asked city's clock and burden at every candidate, and what it said. */
export async function pollReply(manager: EntityManager, poll: Poll, session: Session): Promise<PollReply> {
  const clocks = await manager.findBy(CityCopy, { slug: In([...poll.asked(), session.ownCity]) });
  const order = [...new Set([session.ownCity, ...poll.asked()])];
  const known = order.flatMap((slug) => clocks.find((clock) => clock.slug === slug) ?? []);
  return {
    ...poll.state(session),
    candidates: poll.candidates.map(({ number, start }) => ({
      number,
      start,
      localTimes: localTimesOf({ ...session.content(), start }, known),
    })),
    answers: poll.counted().map(({ city, candidate, answer, note, at, via }) => ({
      city,
      candidate,
      answer,
      note,
      at: formatInstant(at),
      via,
    })),
    missing: poll.missing(),
  };
}

/** The poll as the city of a link sees it. Its own answers only: what others say is the organizer's to read. */
export async function invitationReply(
  manager: EntityManager,
  poll: Poll,
  session: Session,
  { city, chosen }: PollLink,
  now: Date,
): Promise<PollInvitation> {
  const clock = await manager.findOneByOrFail(CityCopy, { slug: city });
  const { status } = poll;
  const takesAnswers = poll.takesAnswersAt(now) && poll.asked().includes(city);
  return {
    sessionId: session.id,
    title: session.title,
    city,
    zone: clock.zone,
    status: status === 'open' && !takesAnswers ? 'closed' : status,
    respondBy: formatInstant(poll.respondBy),
    note: poll.note,
    durationMinutes: session.durationMinutes,
    candidates: poll.candidates.map(({ number, start }) => {
      const given = poll.answerOf(city, number);
      const [localTime] = localTimesOf({ ...session.content(), start }, [clock]);
      return {
        number,
        start,
        localTime: localTime!,
        answer: given?.answer ?? null,
        note: given?.note ?? null,
      };
    }),
    chosen,
  };
}
