import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CancelSession,
  ChangeSession,
  CreateSession,
  FindEvents,
  FindSessions,
  pageOf,
  RuleViolation,
  Session,
  SessionInput,
  SessionPatch,
  Shift,
  ShiftInput,
  ShiftSession,
  type ErrorCode,
} from '#contracts';
import { currentContext, Requests } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { IfMatch, ContentTagged } from '../http/entity-tag.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { commaList, pageQuery } from '../http/validation.js';
import { ScheduleCache } from './schedule-cache.js';
import { sendSchedule } from './schedule-reply.js';

const SessionBody = z.strictObject(SessionInput.shape);
const SessionChange = z.strictObject(SessionPatch.shape);
const ShiftBody = z.strictObject(ShiftInput.shape);

const localTimes = {
  cities: commaList(200).optional().describe('Slugs of cities whose local times are wanted: `boston,rome`.'),
  zone: commaList(50).optional().describe('Zones whose local times are wanted: `Asia/Tokyo`.'),
};
const SessionQuery = z.strictObject(localTimes);
const SessionsQuery = z.strictObject({ ...localTimes, ...pageQuery });
type SessionsQuery = z.output<typeof SessionsQuery>;

const PLACING: ErrorCode[] = ['time.gap', 'time.overlap', 'time.zone', 'time.local', 'schedule.conflict'];

@ApiTags('Sessions')
@Controller('v1')
export class SessionsController {
  constructor(
    private readonly requests: Requests,
    private readonly schedules: ScheduleCache,
  ) {}

  @Get('events/:id/sessions')
  @Operation('session.read', {
    summary: 'The schedule of an event, in order of start',
    description:
      'What anybody may see is rendered once and served as bytes: it was right at most one second before the request. Who may see drafts is always answered anew.',
    replies: { 200: pageOf(Session), 304: null },
    refuses: ['not-found', 'time.zone'],
  })
  async list(
    @Param('id') eventId: string,
    @Query({ schema: SessionsQuery }) query: SessionsQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!this.schedules.isFor(currentContext().actor))
      return void reply.send(await this.find(eventId, query));
    const render = async () => JSON.stringify(await this.find(eventId, query));
    sendSchedule(await this.schedules.read(request.url, eventId, render), request, reply);
  }

  private async find(eventId: string, { zone, ...query }: SessionsQuery) {
    const [event, sessions] = await Promise.all([
      this.requests.ask(FindEvents, { ids: [eventId] }),
      this.requests.ask(FindSessions, { eventIds: [eventId], zones: zone, ...query }).catch(asAsked),
    ]);
    one(event, 'event', eventId);
    return sessions;
  }

  @Post('events/:id/sessions')
  @ContentTagged()
  @Operation('session.write', {
    summary: 'Adds a session to an event, as a draft',
    isWrite: true,
    replies: { 201: Session },
    refuses: ['not-found', 'slug.taken', 'city.unknown', 'event.state', 'relation.broken', ...PLACING],
  })
  create(@Param('id') eventId: string, @Body({ schema: SessionBody }) session: z.output<typeof SessionBody>) {
    return this.requests.ask(CreateSession, { ...session, eventId });
  }

  @Get('sessions/:id')
  @ContentTagged()
  @Operation('session.read', {
    summary: 'One session with its local times',
    replies: { 200: Session, 304: null },
    refuses: ['not-found', 'time.zone'],
  })
  async read(
    @Param('id') id: string,
    @Query({ schema: SessionQuery }) { cities, zone }: z.output<typeof SessionQuery>,
  ) {
    const found = this.requests.ask(FindSessions, { ids: [id], cities, zones: zone }).catch(asAsked);
    return one(await found, 'session', id);
  }

  @Patch('sessions/:id')
  @ContentTagged()
  @Operation('session.write', {
    summary: 'Changes a session',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: Session },
    refuses: [
      'not-found',
      'city.unknown',
      'session.state',
      'move.required',
      'delay.required',
      'relation.broken',
      ...PLACING,
    ],
  })
  change(
    @Param('id') id: string,
    @Body({ schema: SessionChange }) patch: z.output<typeof SessionChange>,
    @IfMatch() ifVersion?: number,
  ) {
    return this.requests.ask(ChangeSession, { id, patch, ifVersion });
  }

  @Post('sessions/:id/shift')
  @HttpCode(200)
  @Operation('session.write', {
    summary:
      'What another start would drag along: the smallest shift that keeps all relations. Changes nothing',
    description:
      'The same shift is applied by `PATCH` with `withRelated: true`, as far as no other city must agree first.',
    replies: { 200: Shift },
    refuses: ['not-found', 'session.state', 'time.gap', 'time.overlap', 'time.zone', 'time.local'],
  })
  shift(@Param('id') id: string, @Body({ schema: ShiftBody }) { start }: z.output<typeof ShiftBody>) {
    return this.requests.ask(ShiftSession, { id, start });
  }

  @Delete('sessions/:id')
  @ContentTagged()
  @Operation('session.write', {
    summary: 'Cancels a session',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: Session },
    refuses: ['not-found', 'session.state'],
  })
  cancel(@Param('id') id: string, @IfMatch() ifVersion?: number) {
    return this.requests.ask(CancelSession, { id, ifVersion });
  }
}

/** Sessions know zones as a list; who asks over HTTP has written `zone`. */
function asAsked(error: unknown): never {
  if (!(error instanceof RuleViolation) || error.code !== 'time.zone') throw error;
  const errors = error.errors?.map((each) => ({
    ...each,
    path: each.path.replace(/^zones\[\d+\]$/, 'zone'),
  }));
  throw new RuleViolation(error.code, error.detail, error.extensions, errors);
}
