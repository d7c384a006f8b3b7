import { Controller } from '@nestjs/common';
import {
  CheckImportOfEvents,
  FetchImportFile,
  FindImport,
  ImportAppliedByParticipants,
  ImportAppliedBySessions,
  StartImport,
  type ParsedInputOf,
} from '#contracts';
import { Answers, Consumes, type Fact, type RequestContext, type Tx } from '#platform';
import { ImportingService } from './importing.service.js';

@Controller()
export class ImportingController {
  constructor(private readonly importing: ImportingService) {}

  @Answers(CheckImportOfEvents)
  check({ file }: ParsedInputOf<typeof CheckImportOfEvents>, { actor }: RequestContext) {
    return this.importing.check(file, actor);
  }

  @Answers(StartImport)
  start(input: ParsedInputOf<typeof StartImport>, { actor }: RequestContext) {
    return this.importing.start(input, actor);
  }

  @Answers(FindImport)
  find({ id }: ParsedInputOf<typeof FindImport>, { actor }: RequestContext) {
    return this.importing.find(id, actor);
  }

  @Answers(FetchImportFile)
  fetchFile({ id }: ParsedInputOf<typeof FetchImportFile>, { actor }: RequestContext) {
    return this.importing.fetchFile(id, actor);
  }

  @Consumes(ImportAppliedBySessions)
  onAppliedBySessions({ data }: Fact<typeof ImportAppliedBySessions>, tx: Tx) {
    return this.importing.noteApplied(tx, 'sessions', data);
  }

  @Consumes(ImportAppliedByParticipants)
  onAppliedByParticipants({ data }: Fact<typeof ImportAppliedByParticipants>, tx: Tx) {
    return this.importing.noteApplied(tx, 'participants', data);
  }
}
