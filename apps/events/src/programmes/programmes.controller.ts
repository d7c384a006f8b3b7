import { Controller } from '@nestjs/common';
import { ChangeProgramme, CreateProgramme, FindProgrammes, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { ProgrammesService } from './programmes.service.js';

@Controller()
export class ProgrammesController {
  constructor(private readonly programmes: ProgrammesService) {}

  @Answers(FindProgrammes)
  find(input: ParsedInputOf<typeof FindProgrammes>, { actor }: RequestContext) {
    return this.programmes.find(input, actor);
  }

  @Answers(CreateProgramme)
  create(input: ParsedInputOf<typeof CreateProgramme>, { actor }: RequestContext) {
    return this.programmes.create(input, actor);
  }

  @Answers(ChangeProgramme)
  change(input: ParsedInputOf<typeof ChangeProgramme>, { actor }: RequestContext) {
    return this.programmes.change(input, actor);
  }
}
