import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AcceptSeat,
  CancelSeat,
  CodeInput,
  fieldErrorsOf,
  FindSeatHistory,
  FindSeats,
  HoldSeat,
  Id,
  invalidFields,
  pageOf,
  PersonInput,
  RenewJoinLink,
  Seat,
  SeatHistoryEntry,
  TakeSeat,
} from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { AddressLimits } from '../http/address-limits.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { joinUrl } from '../joining/join-url.js';

const SeatBody = z
  .strictObject({
    participantId: Id.optional().describe('By an organizer; without, for who asks.'),
    groupSize: z.int().min(1).max(50).optional(),
    code: CodeInput.optional().describe('Of an invitation.'),
    email: PersonInput.shape.email
      .optional()
      .describe('Without a token: for whom a seat is held for 15 minutes.'),
    name: PersonInput.shape.name.optional().describe('With `email`.'),
    city: PersonInput.shape.city,
    zone: PersonInput.shape.zone,
    language: PersonInput.shape.language,
  })
  .prefault({});

const Mailed = z.object({ status: z.literal('mailed') });
const RenewedLink = z.object({ seatId: Id, joinUrl: z.string() });

@ApiTags('Slots and seats')
@Controller('v1')
export class SeatsController {
  constructor(
    private readonly requests: Requests,
    private readonly limits: AddressLimits,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Post('slots/:id/seats')
  @Operation('seat.ask', {
    summary: 'Takes a seat',
    description:
      '201 with a seat, 202 with a place in the queue, 200 when the person has this seat already. Without a token, ' +
      'with `email` and `name`: 202, and a mail goes to the address; opening its link within 15 minutes takes the ' +
      'seat. The answer is the same for every address. From one network address so much can be asked for in 15 ' +
      'minutes as HOLDS_PER_ADDRESS says, 30 by default; then 429 with Retry-After. Organizers add people before ' +
      'registration opens, after it closes and without a code.',
    isWrite: true,
    replies: { 200: Seat, 201: Seat, 202: z.union([Seat, Mailed]) },
    refuses: [
      'not-found',
      'seat.closed',
      'registration.closed',
      'registration.limit',
      'registration.code',
      'rate.limited',
    ],
  })
  async take(
    @Param('id') slotId: string,
    @Body({ schema: SeatBody }) { email, name, city, zone, language, ...body }: z.output<typeof SeatBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Seat | z.output<typeof Mailed>> {
    if (email !== undefined) {
      const person = readPerson({ email, name, city, zone, language }, body);
      this.limits.countHold(request.ip);
      await this.requests.ask(HoldSeat, { ...person, slotId });
      void reply.status(HttpStatus.ACCEPTED);
      return { status: 'mailed' };
    }
    refuseFields(
      { name, city, zone, language },
      'must be left out: it goes with `email`, of people without a token',
    );
    const { created, seat } = await this.requests.ask(TakeSeat, { ...body, slotId });
    const madeStatus = seat.status === 'waiting' ? HttpStatus.ACCEPTED : HttpStatus.CREATED;
    void reply.status(created ? madeStatus : HttpStatus.OK).header('Location', `/v1/seats/${seat.id}`);
    return seat;
  }

  @Get('seats/:id')
  @Operation('seat.read', { summary: 'One seat', replies: { 200: Seat }, refuses: ['not-found'] })
  async read(@Param('id') id: string) {
    return one(await this.requests.ask(FindSeats, { ids: [id] }), 'seat', id);
  }

  @Post('seats/:id/join-link')
  @Operation('join-link.renew', {
    summary: 'A new join link for an own seat',
    description:
      'For a link that got into wrong hands: those given before no longer work, and who is in is out.',
    isWrite: true,
    replies: { 201: RenewedLink },
    refuses: ['not-found', 'seat.state'],
  })
  async renewLink(@Param('id') id: string): Promise<z.output<typeof RenewedLink>> {
    const { seatId, token } = await this.requests.ask(RenewJoinLink, { seatId: id });
    return { seatId, joinUrl: joinUrl(this.config, token) };
  }

  @Delete('seats/:id')
  @Operation('seat.cancel', {
    summary: 'Gives a seat or a place in the queue back; the first who waits gets in',
    isWrite: true,
    replies: { 200: Seat },
    refuses: ['not-found', 'seat.state'],
  })
  cancel(@Param('id') id: string) {
    return this.requests.ask(CancelSeat, { id });
  }

  @Get('seats/:id/history')
  @Operation('seat.read', {
    summary: 'Why a seat is what it is: what happened when, whose doing it was, in words',
    replies: { 200: pageOf(SeatHistoryEntry) },
    refuses: ['not-found'],
  })
  async history(@Param('id') id: string) {
    const { items } = await this.requests.ask(FindSeatHistory, { id });
    return { items, next: null };
  }

  @Post('seats/:id/accept')
  @HttpCode(HttpStatus.OK)
  @Operation('seat.accept', {
    summary: 'Takes the seat that is offered, until `offerUntil`; to decline it, delete the seat',
    isWrite: true,
    replies: { 200: Seat },
    refuses: ['not-found', 'seat.state'],
  })
  accept(@Param('id') id: string) {
    return this.requests.ask(AcceptSeat, { id });
  }
}

/** For whom a seat is to be held; what only goes with a token is refused. */
function readPerson(person: object, others: object): z.output<typeof PersonInput> {
  refuseFields(others, 'must be left out: a seat is held for one person and without a code');
  const read = PersonInput.safeParse(person);
  if (!read.success) throw invalidFields(fieldErrorsOf(read.error));
  return read.data;
}

function refuseFields(fields: object, message: string): void {
  const errors = Object.entries(fields).flatMap(([path, value]) =>
    value === undefined ? [] : { path, message },
  );
  if (errors.length > 0) throw invalidFields(errors);
}
