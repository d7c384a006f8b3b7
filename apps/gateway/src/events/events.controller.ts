import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeEvent, CreateEvent, Event, EventInput, EventPatch, FindEvents, pageOf } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { ContentTagged, IfMatch } from '../http/entity-tag.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';
import { programmeId } from '../programmes/programme-id.js';

const EventBody = z.strictObject(EventInput.shape);
const EventChange = z.strictObject(EventPatch.shape);

@ApiTags('Events')
@Controller('v1')
export class EventsController {
  constructor(private readonly requests: Requests) {}

  @Get('programmes/:programme/events')
  @Operation('event.read', {
    summary: 'The events of a programme, by its id or slug',
    replies: { 200: pageOf(Event) },
    refuses: ['not-found'],
  })
  async list(@Param('programme') idOrSlug: string, @Query({ schema: PageQuery }) page: PageQuery) {
    const id = await programmeId(this.requests, idOrSlug);
    return this.requests.ask(FindEvents, { programmeIds: [id], ...page });
  }

  @Post('programmes/:programme/events')
  @ContentTagged()
  @Operation('event.create', {
    summary: 'Adds an event to a programme',
    isWrite: true,
    replies: { 201: Event },
    refuses: ['not-found', 'slug.taken', 'city.unknown'],
  })
  create(
    @Param('programme') programme: string,
    @Body({ schema: EventBody }) event: z.output<typeof EventBody>,
  ) {
    return this.requests.ask(CreateEvent, { ...event, programme });
  }

  @Get('events/:id')
  @ContentTagged()
  @Operation('event.read', {
    summary: 'One event with its partner cities',
    replies: { 200: Event, 304: null },
    refuses: ['not-found'],
  })
  async read(@Param('id') id: string) {
    return one(await this.requests.ask(FindEvents, { ids: [id] }), 'event', id);
  }

  @Patch('events/:id')
  @ContentTagged()
  @Operation('event.change', {
    summary: 'Changes, publishes or cancels an event',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: Event },
    refuses: ['not-found', 'event.state'],
  })
  change(
    @Param('id') id: string,
    @Body({ schema: EventChange }) patch: z.output<typeof EventChange>,
    @IfMatch() ifVersion?: number,
  ) {
    return this.requests.ask(ChangeEvent, { id, patch, ifVersion });
  }
}
