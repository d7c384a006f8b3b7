import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CodeInput,
  FindCodes,
  Id,
  InvitationCode,
  InvitationCodeInput,
  MakeCode,
  pageOf,
  Seat,
  SwapSeat,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';

const CodeBody = z.strictObject(InvitationCodeInput.shape);
const SwapBody = z.strictObject({
  slot: Id.describe('The slot in which a seat is wanted.'),
  code: CodeInput.optional(),
});

@ApiTags('Slots and seats')
@Controller('v1')
export class RegistrationController {
  constructor(private readonly requests: Requests) {}

  @Post('slots/:id/codes')
  @Operation('code.write', {
    summary: 'Makes a code for invited people',
    description:
      'Whoever sends it as `code` takes a seat, so many at a time: a seat given up gives the use back. The slot’s ' +
      '`invitedOnly` makes it needed; organizers add people without.',
    isWrite: true,
    replies: { 201: InvitationCode },
    refuses: ['not-found'],
  })
  make(@Param('id') slotId: string, @Body({ schema: CodeBody }) body: z.output<typeof CodeBody>) {
    return this.requests.ask(MakeCode, { ...body, slotId });
  }

  @Get('slots/:id/codes')
  @Operation('code.read', {
    summary: 'The codes of a slot, and how many seats are somebody’s by each now',
    replies: { 200: pageOf(InvitationCode) },
    refuses: ['not-found'],
  })
  list(@Param('id') slotId: string, @Query({ schema: PageQuery }) page: z.output<typeof PageQuery>) {
    return this.requests.ask(FindCodes, { ...page, slotId });
  }

  @Post('seats/:id/swap')
  @HttpCode(HttpStatus.OK)
  @Operation('seat.swap', {
    summary: 'Gives a seat up for one of another slot, in one step',
    description: 'When no seat is free there, everything stays as it is.',
    isWrite: true,
    replies: { 200: Seat },
    refuses: [
      'not-found',
      'seat.full',
      'seat.state',
      'seat.closed',
      'registration.closed',
      'registration.limit',
      'registration.code',
    ],
  })
  swap(@Param('id') id: string, @Body({ schema: SwapBody }) { slot, code }: z.output<typeof SwapBody>) {
    return this.requests.ask(SwapSeat, { id, slotId: slot, ...(code !== undefined && { code }) });
  }
}
