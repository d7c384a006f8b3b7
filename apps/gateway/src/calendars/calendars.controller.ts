import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ANONYMOUS, FindEvents, FindProgrammes } from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tagReply } from '../http/entity-tag.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { FeedsService, type Feed } from './feeds.service.js';

/** Feeds for calendar apps. Everybody gets the same: what is released. */
@ApiTags('Calendars')
@Controller('v1')
export class CalendarsController {
  constructor(
    private readonly requests: Requests,
    private readonly feeds: FeedsService,
  ) {}

  @Get('events/:id/calendar.ics')
  @Operation('calendar.read', {
    summary: 'The released sessions of an event, to subscribe to',
    replies: { 200: 'text/calendar', 304: null },
    refuses: ['not-found'],
  })
  async event(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const found = await this.requests.ask(FindEvents, { ids: [id] }, { actor: ANONYMOUS });
    const { title } = one(found, 'event', id);
    send(await this.feeds.feedOf(title, { eventIds: [id] }), request, reply);
  }

  @Get('programmes/:programme/calendar.ics')
  @Operation('calendar.read', {
    summary: 'The released sessions of a programme, to subscribe to',
    replies: { 200: 'text/calendar', 304: null },
    refuses: ['not-found'],
  })
  async programme(
    @Param('programme') idOrSlug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const found = await this.requests.ask(FindProgrammes, { idsOrSlugs: [idOrSlug] }, { actor: ANONYMOUS });
    const { id, title } = one(found, 'programme', idOrSlug);
    send(await this.feeds.feedOf(title, { programmeIds: [id] }), request, reply);
  }
}

function send(feed: Feed, request: FastifyRequest, reply: FastifyReply): void {
  const isUnchanged = tagReply(feed.tag, request, reply);
  void reply.type('text/calendar; charset=utf-8').send(isUnchanged ? undefined : feed.text());
}
