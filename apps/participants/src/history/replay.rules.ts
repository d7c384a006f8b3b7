import { ACTIVE, mayBecome, SEATED, type SeatCause, type SeatStatus } from '../seats/seats.rules.js';

/** A row of a slot's seat log. */
export interface ReplayedEntry {
  /** In the order of the log. */
  readonly id: string;
  readonly seatId: string;
  readonly from: SeatStatus | null;
  readonly to: SeatStatus;
  readonly cause: SeatCause;
  readonly size: number;
  /** held + confirmed + offered after it, as it was written, and the capacity then. */
  readonly takenAfter: number;
  readonly capacity: number | null;
}

/** What the log's end must agree with. */
export interface SlotNow {
  readonly counters: Readonly<Record<'held' | 'confirmed' | 'waiting' | 'offered', number>>;
  readonly capacity: number | null;
  /** How many wait by the slot's own count: groups are one each. */
  readonly queueLength: number;
  /** Of every seat of the slot, ended ones too. */
  readonly seats: readonly {
    readonly id: string;
    readonly status: SeatStatus;
    readonly size: number;
    readonly allocation: string | null;
    /** Whether its person has checked in, and whether the join log says so. */
    readonly isJoined: boolean;
    readonly hasCheckIn: boolean;
  }[];
  readonly allocations: readonly {
    readonly city: string;
    readonly reserved: number;
    readonly taken: number;
  }[];
}

export interface Finding {
  readonly entry: string | null;
  readonly detail: string;
}

/** A slot's seats as its log alone tells them, entry by entry. Whatever does not follow is found. */
export class SlotReplay {
  readonly findings: Finding[] = [];
  entries = 0;
  private readonly seats = new Map<string, { status: SeatStatus; size: number }>();
  private readonly sums = new Map<SeatStatus, number>();
  private readonly confirmed = new Set<string>();
  private taken = 0;

  add(entry: ReplayedEntry): void {
    this.entries += 1;
    const { id, seatId, from, to, cause, size } = entry;
    const seat = this.seats.get(seatId) ?? null;
    const find = (detail: string) => this.findings.push({ entry: id, detail });
    if ((seat?.status ?? null) !== from)
      find(`seat ${seatId} changes from ${from ?? 'nothing'}, and was ${seat?.status ?? 'not there'}`);
    if (!mayBecome(from, to, cause)) find(`no seat goes from ${from ?? 'nothing'} to ${to} (${cause})`);
    if (seat && seat.size !== size) find(`seat ${seatId} is of ${size}, and was of ${seat.size}`);
    // By what was, not by what the entry says was: an entry that lies is found once, not for ever after.
    if (seat) this.count(seat.status, -seat.size);
    this.count(to, size);
    if (to === 'confirmed') this.confirmed.add(seatId);
    this.seats.set(seatId, { status: to, size });
    if (this.taken !== entry.takenAfter)
      find(`${this.taken} are taken after it, and it says ${entry.takenAfter}`);
    if (entry.capacity !== null && this.taken > entry.capacity)
      find(`oversold: ${this.taken} are taken of ${entry.capacity}`);
  }

  /** What the rows and counters say beside the log. */
  end(now: SlotNow): void {
    const find = (detail: string) => this.findings.push({ entry: null, detail });
    for (const [status, counter] of Object.entries(now.counters) as [SeatStatus, number][]) {
      const sum = this.sums.get(status) ?? 0;
      if (sum !== counter) find(`the log leaves ${sum} ${status}, the slot counts ${counter}`);
    }
    if (now.capacity !== null && this.taken > now.capacity)
      find(`oversold: ${this.taken} are taken of ${now.capacity}`);
    const waiting = now.seats.filter(({ status }) => status === 'waiting').length;
    if (waiting !== now.queueLength) find(`${waiting} seats wait, the queue counts ${now.queueLength}`);
    for (const { id, isJoined, hasCheckIn } of now.seats) {
      if (isJoined !== hasCheckIn)
        find(`seat ${id} is ${isJoined ? '' : 'not '}joined, the join log says otherwise`);
      if (hasCheckIn && !this.confirmed.has(id)) find(`seat ${id} was joined, and never confirmed`);
    }
    for (const { id, status, size } of now.seats) {
      const seat = this.seats.get(id);
      if (seat?.status !== status)
        find(`seat ${id} is ${status}, the log leaves it ${seat?.status ?? 'unknown'}`);
      else if (seat.size !== size) find(`seat ${id} is of ${size}, the log says ${seat.size}`);
    }
    const rows = new Set(now.seats.map(({ id }) => id));
    for (const id of this.seats.keys()) if (!rows.has(id)) find(`seat ${id} of the log is not there`);
    for (const { city, reserved, taken } of now.allocations) {
      const inside = now.seats.filter(
        ({ status, allocation }) => allocation === city && SEATED.includes(status),
      );
      const sum = inside.reduce((total, { size }) => total + size, 0);
      if (sum !== taken) find(`the allocation of ${city} counts ${taken}, its seats are ${sum}`);
      if (taken > reserved) find(`oversold: the allocation of ${city} has ${taken} of ${reserved}`);
    }
  }

  private count(status: SeatStatus, size: number): void {
    if (!ACTIVE.includes(status)) return;
    this.sums.set(status, (this.sums.get(status) ?? 0) + size);
    if (SEATED.includes(status)) this.taken += size;
  }
}
