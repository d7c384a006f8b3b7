import type { Session as SessionReply } from '#contracts';
import { In, type EntityManager } from 'typeorm';
import { CityCopy } from '../programme/city.entity.js';
import { localTimesOf, zoneTimesOf, type CityClock } from './local-times.rules.js';
import type { Session } from './session.entity.js';

/** The cities whose local times its readers want unasked: its own first, then the others that have a part. */
export function citiesOf(session: Session): string[] {
  const withPart = Object.keys(session.parts).filter((city) => session.parts[city] !== 'none');
  return withPart.sort(
    (a, b) => Number(b === session.ownCity) - Number(a === session.ownCity) || (a < b ? -1 : 1),
  );
}

/**
 * The session as it is read.
 * @param cities the clocks that are known
 * @param wanted whose local times; without, of the cities with a part
 * @param zones further zones by name; without, none
 */
export function replyOf(
  session: Session,
  cities: readonly CityClock[],
  {
    wanted = citiesOf(session),
    zones,
  }: { wanted?: readonly string[] | undefined; zones?: readonly string[] | undefined } = {},
): SessionReply {
  const { ownCity: _, gone: __, ...content } = session.content();
  const clocks = wanted.flatMap((slug) => cities.find((city) => city.slug === slug) ?? []);
  return {
    ...session.identity(),
    ...content,
    burdenReason: session.burdenReason,
    meetingCapacity: session.meetingCapacity,
    localTimes: localTimesOf(session, clocks),
    ...(zones && { zoneTimes: zoneTimesOf(session, zones) }),
  };
}

/** The session as it is read, with the local times of its cities as far as they are known in this transaction. */
export async function replyIn(manager: EntityManager, session: Session): Promise<SessionReply> {
  return replyOf(session, await manager.findBy(CityCopy, { slug: In(citiesOf(session)) }));
}
