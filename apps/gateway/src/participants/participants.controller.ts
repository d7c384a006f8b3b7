import { Body, Controller, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { allows, Id, PersonInput, RegisterPerson } from '#contracts';
import { currentContext, Requests } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AddressLimits } from '../http/address-limits.js';
import { Operation } from '../http/operation.js';

const PersonBody = z.strictObject(PersonInput.shape);
const Registered = z.object({ id: Id, token: z.string() });
const Mailed = z.object({ status: z.literal('mailed') });

@ApiTags('People and access')
@Controller('v1/participants')
export class ParticipantsController {
  constructor(
    private readonly requests: Requests,
    private readonly limits: AddressLimits,
  ) {}

  @Post()
  @Operation('participant.register', {
    summary: 'Registers a person',
    description:
      'By an organizer, for a new person: 201 with their token. By anybody else: 202, and a sign-in mail goes to ' +
      'the address; the answer is the same for known and unknown addresses. From one network address at most as ' +
      'often in 15 minutes as SIGN_INS_PER_ADDRESS says, 60 by default; then 429 with Retry-After.',
    isWrite: true,
    replies: { 201: Registered, 202: Mailed },
    refuses: ['email.taken', 'time.zone', 'rate.limited'],
  })
  async register(
    @Body({ schema: PersonBody }) person: z.output<typeof PersonBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof Registered> | z.output<typeof Mailed>> {
    if (!allows(currentContext().actor, 'participant.create')) this.limits.countSignIn(request.ip);
    const result = await this.requests.ask(RegisterPerson, person);
    if (result.outcome === 'created') return { id: result.id, token: result.token };
    void reply.status(HttpStatus.ACCEPTED);
    return { status: 'mailed' };
  }
}
