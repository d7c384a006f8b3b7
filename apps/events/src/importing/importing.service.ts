import { Injectable } from '@nestjs/common';
import {
  actorKey,
  allows,
  authorize,
  ImportStarted,
  notFound,
  RuleViolation,
  type Actor,
  type FetchImportFile,
  type ImportCheck,
  type OutputOf,
  type ParsedInputOf,
  type ProgrammeFile,
  type ProgrammeImport,
  type StartImport,
} from '#contracts';
import { Clock, newId, Transactions, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { findEventsOf } from '../events/events.queries.js';
import { applyPlan } from './apply-plan.js';
import { checkFile } from './import-check.rules.js';
import { changesOf, countByNoun, planImport, type Known } from './import-plan.rules.js';
import { progressed, type Applier } from './import-progress.rules.js';
import { ImportEntity } from './import.entity.js';
import { findKnown, lockKnown, requireImport } from './import.queries.js';

@Injectable()
export class ImportingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** What is wrong with the file as far as events can know; when nothing is, what would change. */
  async check(file: ProgrammeFile, actor: Actor): Promise<ImportCheck> {
    authorize(actor, 'programme.import');
    const known = await findKnown(this.dataSource.manager, file);
    return checkAs(actor, file, known, await this.clock.now());
  }

  /**
   * Applies the part of the file that events owns, and tells the others that it is their turn.
   * @throws RuleViolation `import.invalid` with every error and its path
   */
  async start({ file, release }: ParsedInputOf<typeof StartImport>, actor: Actor): Promise<ProgrammeImport> {
    authorize(actor, 'programme.import');
    return this.transactions.command(async (tx) => {
      const known = await lockKnown(tx.manager, file);
      const { errors, changes } = checkAs(actor, file, known, tx.now);
      if (errors.length > 0) {
        const detail = `The file has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; nothing was changed.`;
        throw new RuleViolation('import.invalid', detail, undefined, errors);
      }
      const programmeId = await applyPlan(tx, planImport(file, known));
      const started: ImportEntity = {
        id: newId(),
        programmeId,
        startedBy: actorKey(actor),
        startedAt: tx.now,
        release,
        file,
        status: 'applying',
        applied: { events: countByNoun(changes) },
        error: null,
      };
      await tx.manager.insert(ImportEntity, started);
      tx.publish(ImportStarted, { importId: started.id, programmeId });
      return started;
    });
  }

  /** For who started it and for organizers of its programme. */
  async find(id: string, actor: Actor): Promise<ProgrammeImport> {
    const found = await requireImport(this.dataSource.manager, id);
    // Nobody anonymous has ever started one.
    const isOwn = found.startedBy === actorKey(actor);
    if (!isOwn && !allows(actor, 'programme.change', { programmeId: found.programmeId })) {
      throw notFound('import', id);
    }
    return found;
  }

  /** For the services that apply the other parts of the file. */
  async fetchFile(id: string, actor: Actor): Promise<OutputOf<typeof FetchImportFile>> {
    if (actor.kind !== 'service') {
      throw new RuleViolation('access.forbidden', 'Only services fetch the file of an import.');
    }
    const { programmeId, release, file } = await requireImport(this.dataSource.manager, id);
    const named = new Set(file.events.map(({ slug }) => slug));
    const events = await findEventsOf(this.dataSource.manager, programmeId);
    const eventIds = events.filter(({ slug }) => named.has(slug)).map(({ slug, id }) => [slug, id]);
    return { programmeId, release, file, eventIds: Object.fromEntries(eventIds) };
  }

  /** Notes what another service has made of its part. */
  async noteApplied(
    tx: Tx,
    applier: Applier,
    { importId, ...report }: { importId: string; counts: Record<string, number>; error: string | null },
  ): Promise<void> {
    const found = await tx.manager.findOneOrFail(ImportEntity, {
      where: { id: importId },
      lock: { mode: 'pessimistic_write' },
    });
    await tx.manager.update(ImportEntity, { id: importId }, progressed(found, applier, report));
  }
}

/** @throws RuleViolation `access.forbidden` for a programme of others */
function checkAs(actor: Actor, file: ProgrammeFile, known: Known, now: Date): ImportCheck {
  if (known.programme) authorize(actor, 'programme.change', { programmeId: known.programme.id });
  const errors = checkFile(file, known, { mayWriteCities: allows(actor, 'city.write'), now });
  return { errors, changes: errors.length > 0 ? [] : changesOf(planImport(file, known)) };
}
