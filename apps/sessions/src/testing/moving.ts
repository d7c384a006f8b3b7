import {
  AnswerMove,
  DecideMove,
  FindMoves,
  MoveChanged,
  PreviewMove,
  ProposeMove,
  WithdrawMove,
  type Actor,
  type InputOf,
  type Move,
  type Session,
} from '#contracts';
import type { TestService } from '#platform/testing';
import { ORGANIZER, PROGRAMME } from './forum.js';

const NHA_TRANG = 'Asia/Ho_Chi_Minh';

export function liaisonOf(...cities: string[]): Actor {
  const grants = cities.map((city) => ({ role: 'liaison' as const, programmeId: PROGRAMME, city }));
  return { kind: 'person', id: `liaison-${cities.join('-')}`, grants };
}

/** What people do with moves, asked of a world's service; as the organizer unless another actor is given. */
export function moving(world: { readonly service: TestService }) {
  const to = (session: Session, local: string) => ({ id: session.id, start: { local, zone: NHA_TRANG } });
  type Wish = ReturnType<typeof to>;
  const answer = (
    { id }: Move,
    city: string,
    said: Omit<InputOf<typeof AnswerMove>, 'id'>,
    actor = liaisonOf(city),
  ) => world.service.ask(AnswerMove, { id, ...said }, { actor });
  return {
    to,
    preview: (...sessions: Wish[]) => world.service.ask(PreviewMove, { sessions }, { actor: ORGANIZER }),
    propose: (sessions: Wish[], more: Partial<InputOf<typeof ProposeMove>> = {}, actor = ORGANIZER) =>
      world.service.ask(ProposeMove, { sessions, reason: 'The tide.', ...more }, { actor }),
    answer,
    accept: (move: Move, city: string) => answer(move, city, { answer: 'accept' }),
    recordingOnly: (move: Move, city: string) => answer(move, city, { answer: 'recording' }),
    counter: (move: Move, city: string, local: string) =>
      answer(move, city, { answer: 'counter', start: { local, zone: NHA_TRANG } }),
    decide: ({ id }: Move, reason = 'The tide table is final.', actor = ORGANIZER) =>
      world.service.ask(DecideMove, { id, reason }, { actor }),
    withdraw: ({ id }: Move, actor = ORGANIZER) => world.service.ask(WithdrawMove, { id }, { actor }),
    read: async ({ id }: Move, actor = ORGANIZER) =>
      (await world.service.ask(FindMoves, { ids: [id] }, { actor })).items[0],
    list: async (input: InputOf<typeof FindMoves>, actor = ORGANIZER) =>
      (await world.service.ask(FindMoves, input, { actor })).items,
    /** What other services were told of a move, oldest first. */
    told: async ({ id }: Move) =>
      (await world.service.factsOf(MoveChanged)).filter((state) => state.id === id),
  };
}
