import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Conflict, FindEvents } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';
import { pageLanguage } from '../pages/languages.js';
import { programmeId } from '../programmes/programme-id.js';
import { ConflictsService, type ConflictsPage } from './conflicts.service.js';

const Conflicts = z.object({
  items: z.array(Conflict).describe('The severest first.'),
  next: z.string().nullable(),
  more: z
    .number()
    .describe(
      'Conflicts of the schedule itself beyond the first 1,000, which are not listed until some are solved.',
    ),
});
const operation = {
  description:
    'Speakers and places that are taken twice, in any event of the programme, or not available; relations that do not ' +
    'hold; required cities that bear more than their limit, or rest; sessions outside of their event’s days; seats that ' +
    'do not fit. Of drafts and released sessions that have not ended. Nothing here stops a release. Public holidays are named as Accept-Language prefers.',
  replies: { 200: Conflicts },
  refuses: ['not-found' as const],
  // The first time that a country's holidays are asked for, they are computed.
  deadlineMs: 30_000,
};

@ApiTags('Sessions')
@Controller('v1')
export class ConflictsController {
  constructor(
    private readonly requests: Requests,
    private readonly conflicts: ConflictsService,
  ) {}

  @Get('events/:id/conflicts')
  @Operation('conflict.read', {
    summary: 'What conflicts in the schedule of an event, each with a way out',
    ...operation,
  })
  async ofEvent(
    @Param('id') eventId: string,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<ConflictsPage> {
    const { programmeId } = one(await this.requests.ask(FindEvents, { ids: [eventId] }), 'event', eventId);
    return this.conflicts.find({ programmeId, eventId }, page, pageLanguage(accepted));
  }

  @Get('programmes/:programme/conflicts')
  @Operation('conflict.read', {
    summary: 'What conflicts in all events of a programme, each with a way out',
    ...operation,
  })
  async ofProgramme(
    @Param('programme') idOrSlug: string,
    @Query({ schema: PageQuery }) page: PageQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<ConflictsPage> {
    const of = { programmeId: await programmeId(this.requests, idOrSlug) };
    return this.conflicts.find(of, page, pageLanguage(accepted));
  }
}
