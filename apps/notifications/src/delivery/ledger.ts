import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { writeTurn, type Ended } from './deliveries.queries.js';
import type { DeliveryEntity } from './delivery.entity.js';
import type { Outcome } from './delivery.rules.js';

/** What is known of a mail must be written, however long the database is away; beyond its lease somebody else has it. */
const RETRY_MS = 250;
const GIVE_UP_MS = 60_000;

interface Begin {
  delivery: DeliveryEntity;
  resolve(isMine: boolean): void;
  reject(error: unknown): void;
}
interface End extends Ended {
  /** Ms of a clock that only goes forward. */
  since: number;
  resolve(isWritten: boolean): void;
}

/**
 * Writes that mails are being sent and what came of them: everything that has come up while the last commit was on its
 * way goes into the next, so that a hundred mails cost a few syncs of the disk, and one alone waits for nobody.
 */
export class Ledger {
  private readonly logger = new Logger(Ledger.name);
  private begins: Begin[] = [];
  private ends: End[] = [];
  private writing?: Promise<void> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Notes that a mail is being sent. Committed once this resolves, which has to be before DATA (DESIGN 11): a crash from
   * then on leaves `sending`, which is never simply sent again.
   * @returns false when the claim has passed to somebody else, or mail is paused
   * @throws when the database is away
   */
  begin(delivery: DeliveryEntity): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.begins.push({ delivery, resolve, reject });
      this.write();
    });
  }

  /** Writes what came of a try; false when that was not possible for so long that it is nobody's business any more. */
  end(delivery: DeliveryEntity, outcome: Outcome): Promise<boolean> {
    return new Promise((resolve) => {
      this.ends.push({ delivery, outcome, since: performance.now(), resolve });
      this.write();
    });
  }

  /** Resolves when everything is written. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
  }

  private write(): void {
    this.writing ??= this.writeAll();
  }

  private async writeAll(): Promise<void> {
    // What else comes up in this turn of the event loop goes along.
    await new Promise(setImmediate);
    while (this.begins.length > 0 || this.ends.length > 0) {
      const [begins, ends] = [this.begins, this.ends];
      [this.begins, this.ends] = [[], []];
      try {
        const begun = await writeTurn(
          this.dataSource,
          begins.map(({ delivery }) => delivery),
          ends,
        );
        for (const { delivery, resolve } of begins) resolve(begun.has(delivery.id));
        for (const { resolve } of ends) resolve(true);
      } catch (error) {
        this.logger.warn(
          `${begins.length} + ${ends.length} deliveries could not be written: ${String(error)}`,
        );
        for (const { reject } of begins) reject(error);
        const now = performance.now();
        for (const end of ends) {
          if (now - end.since > GIVE_UP_MS) end.resolve(false);
          else this.ends.push(end);
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    // In the turn in which nothing was left: whoever comes up next starts anew.
    this.writing = undefined;
  }
}
