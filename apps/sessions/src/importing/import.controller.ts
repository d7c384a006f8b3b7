import { Controller } from '@nestjs/common';
import { CheckImportOfSessions, type ImportCheck, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { ImportService } from './import.service.js';

@Controller()
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Answers(CheckImportOfSessions)
  check(
    { file }: ParsedInputOf<typeof CheckImportOfSessions>,
    { actor }: RequestContext,
  ): Promise<ImportCheck> {
    return this.imports.check(file, actor);
  }
}
