import type { GoneCity, PollAnswer as Answer, PollState, Start } from '#contracts';
import { formatInstant } from '#time';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { Session } from '../scheduling/session.entity.js';

export interface PollCandidate {
  /** From 1. */
  number: number;
  start: Start;
}

/** What one city said to one candidate. */
@Entity('poll_answers')
export class PollAnswer {
  @PrimaryColumn('text', { name: 'poll_id' }) pollId: string;
  @PrimaryColumn('text') city: string;
  @PrimaryColumn('int') candidate: number;
  @Column('text') answer: Answer;
  @Column('text', { nullable: true }) note: string | null;
  @Column('timestamptz') at: Date;
  @Column('text') via: 'api' | 'link';
  @Column('text', { name: 'person_id', nullable: true }) personId: string | null;

  @ManyToOne(() => Poll, (poll) => poll.answers)
  @JoinColumn({ name: 'poll_id' })
  poll: Relation<Poll>;
}

/** A session's cities are asked which of a few starts suit them. */
@Entity('polls')
export class Poll {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'session_id' }) sessionId: string;
  @Column('text', { name: 'event_id' }) eventId: string;
  @Column('text', { name: 'programme_id' }) programmeId: string;
  @Column('text') status: PollState['status'];
  /** Counts every change. */
  @Column('int') version: number;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  @Column('timestamptz', { name: 'respond_by' }) respondBy: Date;
  @Column('text', { nullable: true }) note: string | null;
  @Column('jsonb') candidates: PollCandidate[];
  /** Those who were asked; some may be among `gone` by now. */
  @Column('text', { array: true }) cities: string[];
  @Column('jsonb') gone: GoneCity[];
  @Column('int', { nullable: true }) picked: number | null;

  @OneToMany(() => PollAnswer, (answer) => answer.poll)
  answers: Relation<PollAnswer[]>;

  /** Whether answers are taken; from the deadline on not, also before the sweep has closed it. */
  takesAnswersAt(now: Date): boolean {
    return this.status === 'open' && now < this.respondBy;
  }

  answerOf(city: string, candidate: number): PollAnswer | undefined {
    return this.answers.find((each) => each.city === city && each.candidate === candidate);
  }

  /** Cities whose answers count. */
  asked(): string[] {
    return this.cities.filter((city) => !this.gone.some((left) => left.city === city));
  }

  /** What they have said, by city and candidate. */
  counted(): PollAnswer[] {
    const asked = new Set(this.asked());
    return this.answers
      .filter(({ city }) => asked.has(city))
      .sort((a, b) => (a.city === b.city ? a.candidate - b.candidate : a.city < b.city ? -1 : 1));
  }

  /** Those of them that have not answered every candidate. */
  missing(): string[] {
    return this.asked().filter((city) => this.candidates.some(({ number }) => !this.answerOf(city, number)));
  }

  /** What other services know of it: no notes of cities. */
  state(session: Session): PollState {
    const { id, sessionId, eventId, programmeId, status, version, note, candidates, gone, picked } = this;
    return {
      ...{ id, sessionId, eventId, programmeId, status, version, note, candidates, gone, picked },
      cities: this.asked(),
      title: session.title,
      ownCity: session.ownCity,
      durationMinutes: session.durationMinutes,
      respondBy: formatInstant(this.respondBy),
      answers: this.counted().map(({ city, candidate, answer }) => ({ city, candidate, answer })),
    };
  }
}
