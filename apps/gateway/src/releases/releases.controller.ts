import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  FindReleases,
  pageOf,
  PublishedRelease,
  PublishRelease,
  Release,
  ReleaseNumber,
  ReleaseWithSchedule,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { flag, PageQuery } from '../http/validation.js';

/** Publishing takes no fields; an empty body is as good as none. */
const ReleaseBody = z.strictObject({}).prefault({});
const ReleaseQuery = z.strictObject({ schedule: flag.describe('With the whole schedule as it was then.') });
const NumberInPath = z.coerce.number().pipe(ReleaseNumber);

@ApiTags('Releases')
@Controller('v1/events/:id/releases')
export class ReleasesController {
  constructor(private readonly requests: Requests) {}

  @Post()
  @Operation('release.publish', {
    summary: 'Publishes the event’s drafts',
    isWrite: true,
    replies: { 201: PublishedRelease },
    refuses: ['not-found', 'release.empty', 'event.state'],
  })
  publish(@Param('id') eventId: string, @Body({ schema: ReleaseBody }) _body: z.output<typeof ReleaseBody>) {
    return this.requests.ask(PublishRelease, { eventId });
  }

  @Get()
  @Operation('release.read', {
    summary: 'The published schedules of an event',
    replies: { 200: pageOf(Release) },
    refuses: ['not-found'],
  })
  list(@Param('id') eventId: string, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.requests.ask(FindReleases, { eventId, ...page });
  }

  @Get(':number')
  @Operation('release.read', {
    summary: 'One published schedule: what it changed, and with `?schedule=true` all of it',
    replies: { 200: ReleaseWithSchedule },
    refuses: ['not-found'],
  })
  async read(
    @Param('id') eventId: string,
    @Param('number', { schema: NumberInPath }) number: number,
    @Query({ schema: ReleaseQuery }) { schedule }: z.output<typeof ReleaseQuery>,
  ) {
    const found = await this.requests.ask(FindReleases, { eventId, number, ...(schedule && { schedule }) });
    return one(found, 'release', String(number));
  }
}
