import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DelegateName, NameSpeaker, SpeakerPerson } from '#contracts';
import { Requests } from '#platform';
import type { z } from 'zod';
import { Operation } from '../http/operation.js';

@ApiTags('People and access')
@Controller('v1/sessions/:id/speakers/:speaker/person')
export class SpeakersController {
  constructor(private readonly requests: Requests) {}

  @Put()
  @Operation('speaker.name', {
    summary: 'Says who a speaker is, so that they are invited, reminded and told of changes',
    description: 'By id, or by address: who is new is registered. It holds for every session of the event.',
    isWrite: true,
    replies: { 200: SpeakerPerson },
    refuses: ['not-found'],
  })
  name(
    @Param('id') sessionId: string,
    @Param('speaker') speakerId: string,
    @Body({ schema: DelegateName }) who: z.output<typeof DelegateName>,
  ) {
    return this.requests.ask(NameSpeaker, { sessionId, speakerId, who });
  }
}
