import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfirmSignIn, FindSeats, FindSignIn, HoldSeat, SignInRequested, type InputOf } from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { NOTIFICATIONS, person, sessionState, startParticipants } from '../testing/participants.js';
import { registerMany } from '../testing/people.js';
import { forward, logOf, openSlot, sessionIn, slotOf, statusOf, take } from '../testing/slots.js';

const SAME_ANSWER = { outcome: 'mailed' };

describe('seats held for an address', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startParticipants()));
  afterAll(() => service.stop());

  const anAddress = () => `${newId()}@example.org`;
  const hold = (slotId: string, email: string, more: Partial<InputOf<typeof HoldSeat>> = {}) =>
    service.ask(HoldSeat, { slotId, email, name: 'Guest', ...more });
  const mailsTo = async (email: string) => {
    const [row] = await service.sql<{ id: string }>('SELECT id FROM persons WHERE email = $1', [email]);
    const asked = await service.factsOf(SignInRequested);
    return asked.filter(({ personId }) => personId === row?.id);
  };
  /** Opens the link of the last mail. */
  const confirm = async (email: string) => {
    const mail = (await mailsTo(email)).at(-1)!;
    const { signIn } = await service.ask(FindSignIn, { signInId: mail.signInId }, { actor: NOTIFICATIONS });
    const { id } = await service.ask(ConfirmSignIn, { token: signIn!.token });
    return person(id);
  };
  const seatIn = async (slotId: string, email: string) => {
    const [seat] = await service.sql<{ id: string; status: string }>(
      `SELECT seat.id, seat.status FROM seats seat JOIN persons person ON person.id = seat.person_id
       WHERE slot_id = $1 AND email = $2`,
      [slotId, email],
    );
    return seat;
  };

  it('count against the capacity, and are theirs when the link in the mail is opened', async () => {
    const { slotId } = await openSlot(service, { capacity: 1 });
    const email = anAddress();
    expect(await hold(slotId, email.toUpperCase())).toEqual(SAME_ANSWER);
    expect(await slotOf(service, slotId)).toMatchObject({ held: 1, confirmed: 0 });
    const [late] = await registerMany(service, 1);
    expect((await take(service, slotId, late!)).status).toBe('waiting');
    const actor = await confirm(email);
    expect(await slotOf(service, slotId)).toMatchObject({ held: 0, confirmed: 1, waiting: 1 });
    const { items } = await service.ask(FindSeats, {}, { actor });
    expect(items).toMatchObject([{ slotId, status: 'confirmed', heldUntil: null }]);
    const log = await logOf(service, slotId);
    expect(log.at(-1)).toMatchObject({ from: 'held', to: 'confirmed', cause: 'accepted', taken: 1 });
    const [line] = await service.sql<{ actor: string }>(
      `SELECT actor FROM seat_log WHERE slot_id = $1 ORDER BY id DESC LIMIT 1`,
      [slotId],
    );
    expect(line!.actor).toMatch(/^person:/);
  });

  it('are named in what the mail is made of, until when they are held, and not once they are taken up', async () => {
    const full = await openSlot(service, { capacity: 1 });
    const { slotId } = await openSlot(service, { capacity: 1 });
    const [first] = await registerMany(service, 1);
    await take(service, full.slotId, first!);
    const email = anAddress();
    await hold(full.slotId, email);
    await hold(slotId, email);
    const seatsOf = async () => {
      const { signInId } = (await mailsTo(email))[0]!;
      const { signIn } = await service.ask(FindSignIn, { signInId }, { actor: NOTIFICATIONS });
      return signIn!.seats!.map(({ sessionId, isHeld }) => ({ sessionId, isHeld }));
    };
    const [queued, held] = [await slotOf(service, full.slotId), await slotOf(service, slotId)];
    expect(await seatsOf()).toEqual([
      { sessionId: queued.sessionId, isHeld: false },
      { sessionId: held.sessionId, isHeld: true },
    ]);
    await confirm(email);
    expect(await seatsOf()).toEqual([]);
  });

  it('go to the next after fifteen minutes, and opening the link then only signs in', async () => {
    const { slotId } = await openSlot(service, { capacity: 1 }, await sessionIn(service, 6_000));
    const email = anAddress();
    await hold(slotId, email);
    const [next] = await registerMany(service, 1);
    const waiting = await take(service, slotId, next!);
    await forward(service, 14);
    expect(await statusOf(service, waiting)).toBe('waiting');
    await forward(service, 1.1);
    await waitFor(async () => (await statusOf(service, waiting)) === 'confirmed');
    await confirm(email);
    expect(await seatIn(slotId, email)).toMatchObject({ status: 'expired' });
  });

  it('are a place in the queue when there is none, drawn when the link is opened', async () => {
    const { slotId } = await openSlot(service, { capacity: 1 });
    const [first, second] = await registerMany(service, 2);
    await take(service, slotId, first!);
    const email = anAddress();
    expect(await hold(slotId, email)).toEqual(SAME_ANSWER);
    expect(await seatIn(slotId, email)).toBeUndefined();
    await take(service, slotId, second!);
    const actor = await confirm(email);
    const { items } = await service.ask(FindSeats, {}, { actor });
    expect(items).toMatchObject([{ slotId, status: 'waiting', position: 2 }]);
  });

  it('are answered the same whether the address is known, has a seat, or asks too often', async () => {
    const { slotId } = await openSlot(service, { capacity: 3 });
    const email = anAddress();
    for (let count = 0; count < 5; count++) expect(await hold(slotId, email)).toEqual(SAME_ANSWER);
    expect(await slotOf(service, slotId)).toMatchObject({ held: 1 });
    expect(await mailsTo(email)).toHaveLength(3);
    await confirm(email);
    expect(await hold(slotId, email)).toEqual(SAME_ANSWER);
    expect(await slotOf(service, slotId)).toMatchObject({ held: 0, confirmed: 1 });
    await forward(service, 16);
    expect(await hold(slotId, email)).toEqual(SAME_ANSWER);
    expect(await mailsTo(email)).toHaveLength(4);
  });

  it('are bounded in a slot, so that invented addresses cannot empty it', async () => {
    const { slotId } = await openSlot(service, { capacity: 20 });
    const emails = Array.from({ length: 9 }, anAddress);
    await Promise.all(emails.map((email) => hold(slotId, email)));
    expect(await slotOf(service, slotId)).toMatchObject({ held: 5 });
    await Promise.all(emails.map(confirm));
    expect(await slotOf(service, slotId)).toMatchObject({ held: 0, confirmed: 9 });
  });

  it('are had once, however many open links at the same moment', async () => {
    const { slotId } = await openSlot(service, { capacity: 2 });
    const email = anAddress();
    await hold(slotId, email);
    await hold(slotId, email);
    const mails = await mailsTo(email);
    const tokens = await Promise.all(
      mails.map(async ({ signInId }) => {
        const { signIn } = await service.ask(FindSignIn, { signInId }, { actor: NOTIFICATIONS });
        return signIn!.token;
      }),
    );
    await Promise.allSettled(
      [...tokens, ...tokens, ...tokens].map((token) => service.ask(ConfirmSignIn, { token })),
    );
    expect(await slotOf(service, slotId)).toMatchObject({ held: 0, confirmed: 1 });
  });

  it('are none where seats are for invited people, closed or of a draft; what is refused says nothing of anybody', async () => {
    const invited = await openSlot(service, { invitedOnly: true });
    await expect(hold(invited.slotId, anAddress())).rejects.toMatchObject({ code: 'registration.code' });
    const draft = await openSlot(service, {}, sessionState({ status: 'draft', release: null }));
    await expect(hold(draft.slotId, anAddress())).rejects.toMatchObject({ code: 'not-found' });
    await expect(hold('none', anAddress())).rejects.toMatchObject({ code: 'not-found' });
    const { slotId } = await openSlot(service);
    const signedIn = service.ask(
      HoldSeat,
      { slotId, email: anAddress(), name: 'Guest' },
      { actor: person('p') },
    );
    await expect(signedIn).rejects.toMatchObject({ errors: [{ path: 'email' }] });
    await expect(hold(slotId, anAddress(), { zone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'time.zone',
    });
  });
});
