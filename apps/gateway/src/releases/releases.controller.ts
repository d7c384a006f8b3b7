import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindReleases, pageOf, PublishRelease, Release, ReleaseNumber } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';

/** Publishing takes no fields; an empty body is as good as none. */
const ReleaseBody = z.strictObject({}).prefault({});
const NumberInPath = z.coerce.number().pipe(ReleaseNumber);

@ApiTags('Releases')
@Controller('v1/events/:id/releases')
export class ReleasesController {
  constructor(private readonly requests: Requests) {}

  @Post()
  @Operation('release.publish', {
    summary: 'Publishes the event’s drafts',
    isWrite: true,
    replies: { 201: Release },
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
    summary: 'One published schedule: what it changed',
    replies: { 200: Release },
    refuses: ['not-found'],
  })
  async read(@Param('id') eventId: string, @Param('number', { schema: NumberInPath }) number: number) {
    return one(await this.requests.ask(FindReleases, { eventId, number }), 'release', String(number));
  }
}
