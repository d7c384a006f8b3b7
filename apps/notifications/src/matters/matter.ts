import type { BlockCounted, FactDataOf, DivergenceWarned, Move, PollState, Session, Text } from '#contracts';
import type { CityCopy } from '../programme/city-copy.entity.js';
import type { EventCopy } from '../programme/event-copy.entity.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';

/** Cities by their slug, for names and zones. */
export type Cities = ReadonlyMap<string, CityCopy>;

export interface EventMatter {
  kind: 'event';
  programmeId: string;
  event: EventCopy;
  cities: Cities;
}
export interface MoveMatter {
  kind: 'move';
  programmeId: string;
  move: Move;
  /** Its sessions as they are now, by id. */
  current: ReadonlyMap<string, Pick<SessionCopy, 'status' | 'start' | 'version'>>;
  cities: Cities;
}
export interface PollMatter {
  kind: 'poll';
  programmeId: string;
  poll: PollState;
  cities: Cities;
  /** Links of those who are asked, by city and person. */
  links: ReadonlyMap<string, PollLinks>;
}
export interface PollLinks {
  page: string;
  answers: readonly { candidate: number; answer: 'good' | 'possible' | 'cannot'; token: string }[];
}
export interface SeriesMatter {
  kind: 'series';
  programmeId: string;
  occurrences: FactDataOf<typeof DivergenceWarned>['occurrences'];
  /** Of the first occurrence that is known. */
  title: Text;
  cities: Cities;
}
/** One day of an event. */
export interface DayMatter {
  kind: 'day';
  programmeId: string;
  event: EventCopy;
  /** `2027-06-10`, at the host. */
  date: string;
  /** Those of the day that take place, in order. */
  sessions: readonly Session[];
  seats: readonly SeatCount[];
  /** Open change proposals of these sessions. */
  moves: readonly Move[];
  cities: Cities;
}
export interface SeatCount {
  sessionId: string;
  mode: 'online' | 'in-person';
  city: string | null;
  taken: number;
  waiting: number;
}
/** Places that a session keeps for a city's delegation. */
export interface BlockMatter {
  kind: 'block';
  programmeId: string;
  sessionId: string;
  /** Of the session. */
  title: Text;
  block: BlockCounted;
  cities: Cities;
}
export interface DigestMatter {
  kind: 'digest';
  programmeId: string;
  title: Text;
  /** Whether anybody can see the programme. */
  isPublished: boolean;
  tallies: readonly Tally[];
  cities: Cities;
}
/** So much of one kind in one quarter of an hour. */
export interface Tally {
  quarter: Date;
  kind: 'seats' | 'city' | 'change' | 'poll';
  /** Title of the session or event. */
  title: Text;
  about: string;
  /** Id of that session or event, where it is known. */
  subject: string;
  detail: string;
  count: number;
}
/** What a notice can be about, when it is about no session. */
export type Matter =
  EventMatter | MoveMatter | PollMatter | SeriesMatter | DayMatter | BlockMatter | DigestMatter;
export type MatterKind = Matter['kind'];

/** A city's name, else its slug while its fact has not come. */
export const cityName = (cities: Cities, slug: string): string => cities.get(slug)?.name ?? slug;
