import { Controller } from '@nestjs/common';
import { ChangeMe, FindMe, RegisterPerson, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { MeService } from './me.service.js';
import { PeopleService } from './people.service.js';

@Controller()
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly me: MeService,
  ) {}

  @Answers(RegisterPerson)
  register(
    input: ParsedInputOf<typeof RegisterPerson>,
    context: RequestContext,
  ): Promise<OutputOf<typeof RegisterPerson>> {
    return this.people.register(input, context);
  }

  @Answers(FindMe)
  findMe(_input: ParsedInputOf<typeof FindMe>, context: RequestContext): Promise<OutputOf<typeof FindMe>> {
    return this.me.find(context);
  }

  @Answers(ChangeMe)
  changeMe(
    patch: ParsedInputOf<typeof ChangeMe>,
    context: RequestContext,
  ): Promise<OutputOf<typeof ChangeMe>> {
    return this.me.change(patch, context);
  }
}
