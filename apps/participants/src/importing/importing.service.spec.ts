import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CheckImportOfParticipants,
  FetchImportFile,
  FindEvents,
  FindProgrammes,
  FindSessionStates,
  FindSlots,
  ImportAppliedByParticipants,
  ImportAppliedBySessions,
  ProgrammeFile,
  TakeSeat,
} from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { answerFor } from '../testing/answering.js';
import { anEvent, aProgramme } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import { ORGANIZER, person, sessionState, startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';

/** A programme of one event with one session, which has these slots. */
const fileWith = (slots: { mode: 'online' | 'in-person'; capacity: number | null }[]) =>
  ProgrammeFile.parse({
    format: 'meridian/programme@1',
    programme: { slug: 'forum', title: 'Forum', cities: ['nha-trang'] },
    events: [
      {
        slug: 'sea-festival',
        title: 'Sea Festival',
        hostCity: 'nha-trang',
        startsOn: '2027-06-10',
        endsOn: '2027-06-12',
        sessions: [{ slug: 'opening', title: 'Opening', durationMinutes: 60, slots }],
      },
    ],
  });

describe('importing slots', () => {
  const session = sessionState();
  let service: TestService;
  let file: ProgrammeFile;
  beforeAll(async () => {
    service = await startParticipants();
    await answerFor(service, FindProgrammes, () => ({ items: [aProgramme()], next: null }));
    await answerFor(service, FindEvents, () => ({ items: [anEvent()], next: null }));
    await answerFor(service, FetchImportFile, () => ({
      programmeId: aProgramme().id,
      release: true,
      file,
      eventIds: { 'sea-festival': anEvent().id },
    }));
    await answerFor(service, FindSessionStates, () => ({ items: [session] }));
  });
  afterAll(() => service.stop());

  /** Applies a file as far as sessions, and waits for what participants make of it. */
  async function apply(wanted: ProgrammeFile) {
    file = wanted;
    const importId = newId();
    await tell(service, ImportAppliedBySessions, { importId, counts: {}, error: null });
    return waitFor(async () =>
      (await service.factsOf(ImportAppliedByParticipants)).find((fact) => fact.importId === importId),
    );
  }
  const check = (wanted: ProgrammeFile, actor = ORGANIZER) =>
    service.ask(CheckImportOfParticipants, { file: wanted }, { actor });
  const slots = async () => (await service.ask(FindSlots, { sessionIds: [session.id] })).items;

  it('makes them, changes nothing for the same file, and changes and fills what is different', async () => {
    const small = fileWith([
      { mode: 'online', capacity: 1 },
      { mode: 'in-person', capacity: null },
    ]);
    expect((await check(small)).changes).toMatchObject([{ kind: 'create' }, { kind: 'create' }]);
    expect(await apply(small)).toMatchObject({ counts: { slots: 2 }, error: null });
    expect(await slots()).toMatchObject([{ capacity: 1 }, { capacity: null }]);
    expect(await check(small)).toEqual({ errors: [], changes: [] });
    expect(await apply(small)).toMatchObject({ counts: { slots: 0 }, error: null });

    const [online] = await slots();
    for (const actor of [await register(service), await register(service)])
      await service.ask(TakeSeat, { slotId: online!.id }, { actor });
    const bigger = fileWith([{ mode: 'online', capacity: 2 }]);
    expect((await check(bigger)).changes).toMatchObject([{ kind: 'change', noun: 'slot' }]);
    expect(await apply(bigger)).toMatchObject({ counts: { slots: 1 } });
    expect((await slots())[0]).toMatchObject({ id: online!.id, confirmed: 2, waiting: 0 });
  });

  it('refuses in the check what the seats taken forbid, and says so when they are taken in between', async () => {
    const tooSmall = fileWith([{ mode: 'online', capacity: 1 }]);
    const path = 'events[0].sessions[0].slots[0].capacity';
    expect((await check(tooSmall)).errors).toMatchObject([{ path }]);
    const { error } = await apply(tooSmall);
    expect(error).toContain(path);
    expect((await slots())[0]).toMatchObject({ capacity: 2, confirmed: 2 });
  });

  it('leaves an import alone that sessions could not apply', async () => {
    const importId = newId();
    await tell(service, ImportAppliedBySessions, { importId, counts: {}, error: 'A place is taken.' });
    expect(await service.sql('SELECT FROM wanted_imports WHERE id = $1', [importId])).toEqual([]);
  });

  it('is an organizer’s', async () => {
    await expect(check(fileWith([]), person('p'))).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
