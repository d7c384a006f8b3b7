import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Operation } from '../http/operation.js';
import { FairTimesQuery, FairTimesReply } from './fair-times.schemas.js';
import { FairTimesService, type FairTimesFound } from './fair-times.service.js';

@ApiTags('Time')
@Controller('v1/fair-times')
export class FairTimesController {
  constructor(private readonly fairTimes: FairTimesService) {}

  @Get()
  @Operation('time.read', {
    summary: 'The fairest starts for cities, proven by trying every one',
    description:
      'First come starts whose worst burden is within the tolerance of the smallest possible; among them the one ' +
      'that is best for whoever bears most, then for who bears second most, and so on. Needs no token, except with ' +
      '`programme`, whose ledger is for its own people. Where one hour serves badly, `advice` offers two halves, an ' +
      'encore on the next day, or the recording.',
    replies: { 200: FairTimesReply },
    refuses: ['city.unknown', 'time.zone', 'not-found', 'access.unauthenticated', 'access.forbidden'],
    // The first time that a country's holidays are asked for, they are computed.
    deadlineMs: 30_000,
  })
  find(@Query({ schema: FairTimesQuery }) query: FairTimesQuery): Promise<FairTimesFound> {
    return this.fairTimes.find(query);
  }
}
