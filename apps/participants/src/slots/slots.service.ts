import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  invalidFields,
  notFound,
  RuleViolation,
  type Actor,
  type ChangeSlot,
  type CreateSlot,
  type FindSlots,
  type OutputOf,
  type ParsedInputOf,
  type Slot as SlotReply,
} from '#contracts';
import { Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { CitiesService } from '../programme/cities.service.js';
import { ProgrammesService } from '../programme/programmes.service.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { SessionsService } from '../programme/sessions.service.js';
import { checkWindow, resolveTime } from '../registration/windows.rules.js';
import { Seating } from '../seats/seating.js';
import { changeSlot, insertSlot, NO_RULES, sendBackOverflow, type SlotRules } from './slot-settings.js';
import { SlotAllocation } from './slot-allocation.entity.js';
import { Slot, type SlotMode } from './slot.entity.js';
import { findSlots, toSlotReply } from './slots.queries.js';
import {
  keptUntilErrors,
  lapseError,
  settingsErrors,
  settingsOf,
  whyTooSmall,
  type SlotSettings,
} from './slots.rules.js';

@Injectable()
export class SlotsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
    private readonly cities: CitiesService,
    private readonly programmes: ProgrammesService,
  ) {}

  /**
   * Makes the slot of a session in one mode.
   * @throws RuleViolation `slot.exists`; `session.state` for a cancelled session
   */
  async create(
    input: ParsedInputOf<typeof CreateSlot>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof CreateSlot>> {
    const session = await this.sessions.get(input.sessionId);
    if (!maySee(actor, session)) throw notFound('session', session.id);
    authorize(actor, 'slot.write', session);
    await this.check(input);
    const noLapse = lapseError(input.mode, input.lapse);
    if (noLapse) throw invalidFields([noLapse]);
    const rules = { ...NO_RULES, ...rulesOf(input) };
    checkWindow(rules);
    await this.programmes.ensure(session.programmeId);

    return this.transactions.command(async (tx) => {
      // The session's row is the lock under which its slots are made.
      const { status, startsAt } = await tx.manager.findOneOrFail(SessionCopy, {
        where: { id: session.id },
        lock: { mode: 'pessimistic_write' },
      });
      if (status === 'cancelled')
        throw new RuleViolation('session.state', 'A cancelled session gets no seats.');
      if (await tx.manager.existsBy(Slot, { sessionId: session.id, mode: input.mode }))
        throw slotExists(input.mode);
      const { sessionId, mode, capacity, allocations } = input;
      const keptUntil = input.keptUntil === undefined ? null : new Date(input.keptUntil);
      requireAhead(keptUntil, { startsAt }, tx.now);
      const slot = { sessionId, mode, capacity, allocations, keptUntil };
      return replyOf(tx, await insertSlot(tx, slot, rules));
    });
  }

  /**
   * Changes settings; what is left out stays. More room is filled from the queue at once.
   * @throws RuleViolation `slot.capacity` when more is taken than would be left, and it was not said that the last go
   * back to the queue; `time.*` for wall times that are none
   */
  async change(
    { id, patch, ifVersion }: ParsedInputOf<typeof ChangeSlot>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof ChangeSlot>> {
    const [seen] = await findSlots(this.dataSource.manager, { ids: [id] });
    if (!seen || !maySee(actor, seen.session)) throw notFound('slot', id);
    authorize(actor, 'slot.write', seen.session);
    await this.checkCities(patch.allocations ?? {});
    const noLapse = lapseError(seen.slot.mode, patch.lapse);
    if (noLapse) throw invalidFields([noLapse]);
    const rules = rulesOf(patch);

    return this.transactions.command(async (tx) => {
      const seating = await Seating.lock(tx, id);
      if (!seating) throw notFound('slot', id);
      await seating.catchUp();
      await seating.save();
      const { slot, occupancy } = seating;
      const current = settingsOf(slot, await tx.manager.findBy(SlotAllocation, { slotId: id }));
      if (ifVersion !== undefined && ifVersion !== slot.version) throw versionMismatch(slot.version);
      const settings: SlotSettings = {
        capacity: patch.capacity === undefined ? current.capacity : patch.capacity,
        allocations: patch.allocations ?? current.allocations,
      };
      const errors = settingsErrors(settings);
      if (errors.length > 0) throw invalidFields(errors);
      checkWindow({ opens: slot.opens, closes: slot.closes, ...rules });
      const keptUntil = patch.keptUntil === undefined ? slot.keptUntil : new Date(patch.keptUntil);
      if (keptUntil?.getTime() !== slot.keptUntil?.getTime())
        requireAhead(keptUntil, seating.session, tx.now);
      const tooSmall = whyTooSmall(settings, occupancy);
      if (tooSmall && !patch.overflow) throw slotCapacity(tooSmall, occupancy.taken);
      const staying = tooSmall && (await sendBackOverflow(tx, seating, settings));
      if (staying !== null) throw slotCapacity(staysTaken(settings, staying), occupancy.taken);

      await changeSlot(tx, seating, { ...settings, keptUntil }, rules);
      return replyOf(tx, id);
    });
  }

  /** Slots of released sessions, and of drafts for those who may see them. */
  async find(
    wanted: ParsedInputOf<typeof FindSlots>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindSlots>> {
    const slots = await findSlots(this.dataSource.manager, wanted);
    const hidden = slots.filter(({ session }) => !maySee(actor, session));
    // A release may be on its way here; its owner knows.
    const refreshed =
      hidden.length === 0 ? [] : await this.sessions.refreshed(hidden.map(({ session }) => session.id));
    const items = slots.filter(({ session }) =>
      maySee(actor, refreshed.find(({ id }) => id === session.id) ?? session),
    );
    return { items: items.map(toSlotReply) };
  }

  private async check(settings: SlotSettings): Promise<void> {
    const errors = settingsErrors(settings);
    if (errors.length > 0) throw invalidFields(errors);
    await this.checkCities(settings.allocations);
  }

  private async checkCities(allocations: SlotSettings['allocations']): Promise<void> {
    const unknown = await this.cities.findUnknown(Object.keys(allocations));
    if (unknown.length === 0) return;
    throw invalidFields(
      unknown.map((city) => ({ path: `allocations.${city}`, message: `there is no city “${city}”` })),
    );
  }
}

type Said = Pick<
  ParsedInputOf<typeof ChangeSlot>['patch'],
  'offerPolicy' | 'lapse' | 'opens' | 'closes' | 'maxPerPerson' | 'invitedOnly'
>;

/** What is said of the rules, with wall times resolved; what is left out stays out. */
function rulesOf({ offerPolicy, lapse, opens, closes, maxPerPerson, invitedOnly }: Said): Partial<SlotRules> {
  return {
    ...(offerPolicy !== undefined && { offerPolicy }),
    ...(lapse !== undefined && { lapse }),
    ...(opens !== undefined && { opens: opens && resolveTime(opens, 'opens') }),
    ...(closes !== undefined && { closes: closes && resolveTime(closes, 'closes') }),
    ...(maxPerPerson !== undefined && { maxPerPerson }),
    ...(invitedOnly !== undefined && { invitedOnly }),
  };
}

function requireAhead(keptUntil: Date | null, session: { startsAt: Date | null }, now: Date): void {
  const errors = keptUntil ? keptUntilErrors(keptUntil, session, now) : [];
  if (errors.length > 0) throw invalidFields(errors);
}

function maySee(actor: Actor, session: SessionCopy): boolean {
  return session.isReleased || allows(actor, 'draft.read', { programmeId: session.programmeId });
}

async function replyOf({ manager }: Tx, id: string): Promise<SlotReply> {
  const [view] = await findSlots(manager, { ids: [id] });
  return toSlotReply(view!);
}

function slotExists(mode: SlotMode): RuleViolation {
  return new RuleViolation('slot.exists', `This session has ${mode} seats already; change those instead.`);
}

function slotCapacity({ path, message }: { path: string; message: string }, taken: number): RuleViolation {
  return new RuleViolation('slot.capacity', `${path}: ${message}.`, { taken }, [{ path, message }]);
}

/** @param staying seats that no overflow sends back */
function staysTaken({ capacity }: SlotSettings, staying: number): { path: string; message: string } {
  const message = `must be at least ${staying}: so many are kept for delegations, or until an address is confirmed, and do not go back to the queue; it is ${capacity}`;
  return { path: 'capacity', message };
}

function versionMismatch(version: number): RuleViolation {
  return new RuleViolation(
    'version.mismatch',
    `The slot has been changed since; it is at version ${version}. Read it again.`,
  );
}
