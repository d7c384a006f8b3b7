import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FairTimes } from '#time';
import { Operation } from '../http/operation.js';
import { FairTimesQuery, FairTimesReply } from './fair-times.schemas.js';
import { FairTimesService } from './fair-times.service.js';

@ApiTags('Time')
@Controller('v1/fair-times')
export class FairTimesController {
  constructor(private readonly fairTimes: FairTimesService) {}

  @Get()
  @Operation('time.read', {
    summary: 'The fairest starts for cities, proven by trying every one',
    description:
      'First come starts whose worst burden is within the tolerance of the smallest possible; among them the one ' +
      'that is best for whoever bears most, then for who bears second most, and so on.',
    replies: { 200: FairTimesReply },
    refuses: ['city.unknown', 'time.zone'],
    // The first time that a country's holidays are asked for, they are computed.
    deadlineMs: 30_000,
  })
  find(@Query({ schema: FairTimesQuery }) query: FairTimesQuery): Promise<FairTimes & { tzdb: string }> {
    return this.fairTimes.find(query);
  }
}
