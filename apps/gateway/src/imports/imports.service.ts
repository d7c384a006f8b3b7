import { Injectable } from '@nestjs/common';
import {
  CheckImportOfEvents,
  CheckImportOfParticipants,
  CheckImportOfSessions,
  ProgrammeFile,
  RuleViolation,
  StartImport,
  fieldErrorsOf,
  invalidFields,
  type ImportCheck,
  type ProgrammeImport,
} from '#contracts';
import { Requests } from '#platform';
import { OrganizerGrants } from '../access/organizer-grants.js';
import { inFileOrder } from './file-order.js';
import { apartFrom, mendedFile } from './mended-file.js';

const CHECKS = [CheckImportOfEvents, CheckImportOfSessions, CheckImportOfParticipants];

/** Composes an import from what its owners say (DESIGN section 3): each service checks its part of the file. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly requests: Requests,
    private readonly organizers: OrganizerGrants,
  ) {}

  /**
   * Refuses what is not a programme file, with what its owners find wrong with the rest of it, too.
   * @throws RuleViolation `validation.failed` with every error of the whole file
   */
  async requireShape(body: unknown): Promise<void> {
    const { error } = ProgrammeFile.safeParse(body);
    if (!error) return;
    const faults = fieldErrorsOf(error);
    const mended = mendedFile(body);
    const others = mended ? (await this.check(mended)).errors : [];
    throw invalidFields(inFileOrder([...faults, ...apartFrom(faults, others)], body));
  }

  /** Every error of the whole file, in file order, and what would change. */
  async check(file: ProgrammeFile): Promise<ImportCheck> {
    const checks = await Promise.all(CHECKS.map((check) => this.requests.ask(check, { file })));
    return {
      errors: inFileOrder(
        checks.flatMap(({ errors }) => errors),
        file,
      ),
      changes: checks.flatMap(({ changes }) => changes),
    };
  }

  /** @throws RuleViolation `import.invalid` with every error; then nothing has been applied */
  async start(file: ProgrammeFile, release: boolean): Promise<ProgrammeImport> {
    const { errors } = await this.check(file);
    if (errors.length > 0) {
      const count = errors.length === 1 ? 'one error' : `${errors.length} errors`;
      throw new RuleViolation(
        'import.invalid',
        `The file has ${count}; nothing was imported.`,
        undefined,
        errors,
      );
    }
    const started = await this.requests.ask(StartImport, { file, release });
    await this.organizers.giveTo(started.programmeId);
    return started;
  }
}
