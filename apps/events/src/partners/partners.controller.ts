import { Controller } from '@nestjs/common';
import { AnswerPartner, InvitePartner, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { PartnersService } from './partners.service.js';

@Controller()
export class PartnersController {
  constructor(private readonly partners: PartnersService) {}

  @Answers(InvitePartner)
  invite(input: ParsedInputOf<typeof InvitePartner>, { actor }: RequestContext) {
    return this.partners.invite(input, actor);
  }

  @Answers(AnswerPartner)
  answer(input: ParsedInputOf<typeof AnswerPartner>, { actor }: RequestContext) {
    return this.partners.answer(input, actor);
  }
}
