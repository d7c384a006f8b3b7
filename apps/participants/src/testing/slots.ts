import {
  CreateSlot,
  FindSeats,
  FindSlots,
  SessionChanged,
  TakeSeat,
  type Actor,
  type InputOf,
  type OutputOf,
} from '#contracts';
import type { TestService } from '#platform/testing';
import { tell } from './facts.js';
import { ORGANIZER, sessionState } from './participants.js';

type Seat = OutputOf<typeof TakeSeat>['seat'];
type Session = ReturnType<typeof sessionState>;

/** A session that starts so many minutes from the service's now. */
export async function sessionIn(
  service: TestService,
  minutes: number,
  overrides: Partial<Session> = {},
): Promise<Session> {
  const [{ now }] = (await service.sql<{ now: Date }>('SELECT clock_now() AS now')) as [{ now: Date }];
  const session = sessionState(overrides);
  session.start!.instant = new Date(now.getTime() + minutes * 60_000).toISOString();
  return session;
}

/** Publishes a session and opens online seats for it; by default one. */
export async function openSlot(
  service: TestService,
  settings: Partial<InputOf<typeof CreateSlot>> = {},
  session = sessionState(),
): Promise<{ session: Session; slotId: string }> {
  await tell(service, SessionChanged, session);
  const input = { sessionId: session.id, mode: 'online', capacity: 1, ...settings } as const;
  const { id } = await service.ask(CreateSlot, input, { actor: ORGANIZER });
  return { session, slotId: id };
}

export async function take(service: TestService, slotId: string, actor: Actor, groupSize = 1): Promise<Seat> {
  return (await service.ask(TakeSeat, { slotId, groupSize }, { actor })).seat;
}

/** A seat as its programme's organizer sees it. */
export async function seatOf(service: TestService, id: string): Promise<Seat> {
  return (await service.ask(FindSeats, { ids: [id] }, { actor: ORGANIZER })).items[0]!;
}

export async function statusOf(service: TestService, { id }: { id: string }): Promise<Seat['status']> {
  return (await seatOf(service, id)).status;
}

export async function slotOf(
  service: TestService,
  id: string,
): Promise<OutputOf<typeof FindSlots>['items'][number]> {
  return (await service.ask(FindSlots, { ids: [id] })).items[0]!;
}

/** The service's clock, so many minutes further. */
export async function forward(service: TestService, minutes: number): Promise<void> {
  const [{ now }] = (await service.sql<{ now: Date }>('SELECT clock_now() AS now')) as [{ now: Date }];
  await service.moveClockTo(new Date(now.getTime() + minutes * 60_000).toISOString());
}

/** What the log says of a slot's seats, in order. */
export function logOf(service: TestService, slotId: string): Promise<LogLine[]> {
  return service.sql<LogLine>(
    `SELECT seat_id AS seat, from_status AS "from", to_status AS "to", cause, because, taken_after AS taken, capacity
     FROM seat_log WHERE slot_id = $1 ORDER BY id`,
    [slotId],
  );
}

interface LogLine {
  seat: string;
  from: string | null;
  to: string;
  cause: string;
  because: string | null;
  taken: number;
  capacity: number | null;
}
