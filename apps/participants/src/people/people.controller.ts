import { Controller } from '@nestjs/common';
import { FindMe, RegisterPerson, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { PeopleService } from './people.service.js';

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Answers(RegisterPerson)
  register(
    input: ParsedInputOf<typeof RegisterPerson>,
    context: RequestContext,
  ): Promise<OutputOf<typeof RegisterPerson>> {
    return this.people.register(input, context);
  }

  @Answers(FindMe)
  findMe(_input: ParsedInputOf<typeof FindMe>, context: RequestContext): Promise<OutputOf<typeof FindMe>> {
    return this.people.findMe(context);
  }
}
