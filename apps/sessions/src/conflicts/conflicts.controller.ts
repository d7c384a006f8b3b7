import { Controller } from '@nestjs/common';
import { FindConflicts, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { ConflictsService } from './conflicts.service.js';

@Controller()
export class ConflictsController {
  constructor(private readonly conflicts: ConflictsService) {}

  @Answers(FindConflicts)
  find(
    input: ParsedInputOf<typeof FindConflicts>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindConflicts>> {
    return this.conflicts.find(input, actor);
  }
}
