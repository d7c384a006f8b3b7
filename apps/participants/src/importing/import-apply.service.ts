import { Injectable } from '@nestjs/common';
import { ImportAppliedByParticipants, RuleViolation, type FactDataOf, type SessionChanged } from '#contracts';
import { Transactions, type Tx } from '#platform';
import { In } from 'typeorm';
import { EventsClient } from '../programme/events.client.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { SessionsClient } from '../programme/sessions.client.js';
import { SessionsService } from '../programme/sessions.service.js';
import { Seating } from '../seats/seating.js';
import { changeSlot, insertSlot } from '../slots/slot-settings.js';
import { findSlots, type SlotView } from '../slots/slots.queries.js';
import { isSameSettings, settingsOf, whyTooSmall } from '../slots/slots.rules.js';
import { slotsOf, type WantedSlot } from './importing.rules.js';
import { finishImport } from './wanted-imports.queries.js';

type State = FactDataOf<typeof SessionChanged>;

@Injectable()
export class ImportApplyService {
  constructor(
    private readonly transactions: Transactions,
    private readonly events: EventsClient,
    private readonly sessions: SessionsClient,
    private readonly copies: SessionsService,
  ) {}

  /**
   * Makes and changes the slots of an import in one transaction, and says so. Done already: nothing happens.
   * @throws RuleViolation `slot.capacity` when more is taken by now than the file leaves; whatever the owners refuse
   */
  async apply(importId: string): Promise<void> {
    const { file, eventIds } = await this.events.fetchImportFile(importId);
    const wanted = slotsOf(file);
    const ids = wanted.map((slot) => eventIds[slot.event]).filter((id) => id !== undefined);
    const states = ids.length === 0 ? [] : await this.sessions.findStates({ eventIds: [...new Set(ids)] });
    await this.transactions.run(async (tx) => {
      if (!(await finishImport(tx.manager, importId))) return;
      const slots = await this.upsert(tx, wanted, eventIds, states);
      tx.publish(ImportAppliedByParticipants, { importId, counts: { slots }, error: null });
    });
  }

  /** Gives the import up and says why. */
  async fail(importId: string, error: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      if (!(await finishImport(tx.manager, importId))) return;
      tx.publish(ImportAppliedByParticipants, { importId, counts: {}, error });
    });
  }

  /** @returns the number of slots made or changed; those that are as wanted stay untouched */
  private async upsert(
    tx: Tx,
    wanted: readonly WantedSlot[],
    eventIds: Record<string, string>,
    states: readonly State[],
  ): Promise<number> {
    const inOrder = [...states].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const state of inOrder) await this.copies.apply(tx, state);
    const sessionIds = inOrder.map((state) => state.id);
    // Sessions are the locks under which slots are made; then slots, each kind in the order of ids.
    await tx.manager.find(SessionCopy, {
      where: { id: In(sessionIds) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const existing = await findSlots(tx.manager, { sessionIds });

    const placed = wanted.map((slot) => ({ slot, sessionId: sessionIdOf(slot, eventIds, states) }));
    const found = ({ slot, sessionId }: (typeof placed)[number]) =>
      existing.find((view) => view.slot.sessionId === sessionId && view.slot.mode === slot.mode);
    const changing = placed
      .flatMap((item) => {
        const view = found(item);
        return view ? [{ view, wanted: item.slot }] : [];
      })
      .filter(({ view, wanted }) => !isSameSettings(settingsOf(view.slot, view.allocations), wanted.settings))
      .sort((a, b) => (a.view.slot.id < b.view.slot.id ? -1 : 1));
    for (const { view, wanted } of changing) await change(tx, view, wanted);

    const missing = placed.filter((item) => !found(item));
    for (const { slot, sessionId } of missing) {
      await insertSlot(tx, { ...slot.settings, sessionId, mode: slot.mode, keptUntil: null });
    }
    return changing.length + missing.length;
  }
}

async function change(tx: Tx, { slot }: SlotView, wanted: WantedSlot): Promise<void> {
  const seating = await Seating.lock(tx, slot.id);
  const tooSmall = whyTooSmall(wanted.settings, seating!.occupancy, wanted.path);
  if (tooSmall) throw new RuleViolation('slot.capacity', `${tooSmall.path}: ${tooSmall.message}.`);
  await changeSlot(tx, seating!, { ...wanted.settings, keptUntil: seating!.slot.keptUntil });
}

function sessionIdOf(slot: WantedSlot, eventIds: Record<string, string>, states: readonly State[]): string {
  const state = states.find(({ eventId, slug }) => eventId === eventIds[slot.event] && slug === slot.session);
  if (state) return state.id;
  throw new RuleViolation('import.invalid', `${slot.path}: the session “${slot.session}” was not imported.`);
}
