import { Body, Controller, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AnswerPartner,
  InvitePartner,
  Partner,
  PartnerAnswerInput,
  PartnerInput,
  type Action,
  type PARTNER_ANSWERS,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';

const Invitation = z.strictObject(PartnerInput.shape);
const Answer = z.strictObject(PartnerAnswerInput.shape).prefault({});
type Answer = z.output<typeof Answer>;

const AnswerOperation = (action: Action, summary: string) =>
  Operation(action, {
    summary,
    isWrite: true,
    replies: { 200: Partner },
    refuses: ['not-found', 'partner.state'],
  });

@ApiTags('Partner cities')
@Controller('v1')
export class PartnersController {
  constructor(private readonly requests: Requests) {}

  @Post('events/:id/partners')
  @Operation('partner.invite', {
    summary: 'Invites a city to take part, also again after it has declined or withdrawn',
    isWrite: true,
    replies: { 201: Partner },
    refuses: ['not-found', 'city.unknown', 'partner.state'],
  })
  invite(@Param('id') eventId: string, @Body({ schema: Invitation }) partner: z.output<typeof Invitation>) {
    return this.requests.ask(InvitePartner, { ...partner, eventId });
  }

  @Post('partners/:id/accept')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('partner.answer', 'The city takes part')
  accept(@Param('id') id: string, @Body({ schema: Answer }) body: Answer) {
    return this.answer(id, 'accept', body);
  }

  @Post('partners/:id/decline')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('partner.answer', 'The city does not take part')
  decline(@Param('id') id: string, @Body({ schema: Answer }) body: Answer) {
    return this.answer(id, 'decline', body);
  }

  @Post('partners/:id/tentative')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('partner.answer', 'The city may take part')
  tentative(@Param('id') id: string, @Body({ schema: Answer }) body: Answer) {
    return this.answer(id, 'tentative', body);
  }

  @Post('partners/:id/more-time')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('partner.answer', 'The city asks for more time to answer')
  moreTime(@Param('id') id: string, @Body({ schema: Answer }) body: Answer) {
    return this.answer(id, 'more-time', body);
  }

  @Post('partners/:id/withdraw')
  @HttpCode(HttpStatus.OK)
  @AnswerOperation('partner.withdraw', 'The city or the organizer withdraws')
  withdraw(@Param('id') id: string, @Body({ schema: Answer }) body: Answer) {
    return this.answer(id, 'withdraw', body);
  }

  private answer(partnerId: string, answer: (typeof PARTNER_ANSWERS)[number], body: Answer) {
    return this.requests.ask(AnswerPartner, { ...body, partnerId, answer });
  }
}
