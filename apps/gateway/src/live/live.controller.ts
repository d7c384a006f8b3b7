import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { currentContext } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Authentication } from '../access/authentication.js';
import { Operation } from '../http/operation.js';
import { LiveProgrammes } from './live-programmes.js';
import { LiveStream } from './live-stream.js';
import { LiveService } from './live.service.js';

const LiveQuery = z.strictObject({
  programme: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Id or slug; without it, all that are published.'),
});

/** How soon a browser comes back when its stream broke. */
const RETRY = Buffer.from('retry: 2000\n\n');

@ApiTags('Live')
@Controller('v1/live')
export class LiveController {
  constructor(
    private readonly live: LiveService,
    private readonly programmes: LiveProgrammes,
    private readonly authentication: Authentication,
  ) {}

  @Get()
  @Operation('live.read', {
    summary: 'What changes right now, as server-sent events',
    description:
      '`ready` first; `slot`: how full it is, at most once in 250 ms; `session`: its time, state and version; `attendance`: who has joined, by city, for organizers and liaisons. Changes of drafts are told to those who may see them. With `Last-Event-ID`, what was missed follows; `reset` means that it is no longer known: load again what you show.',
    isStream: true,
    replies: { 200: 'text/event-stream' },
    refuses: ['not-found', 'live.limit'],
  })
  async open(
    @Query({ schema: LiveQuery }) { programme }: z.output<typeof LiveQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.live.requireRoom(request.ip);
    const programmeId = programme === undefined ? null : await this.programmes.idOf(programme);
    // Asked again: others may have come in the meantime.
    this.live.requireRoom(request.ip);
    const { authorization } = request.headers;
    const identify = () => this.authentication.actorOf(authorization);
    const { raw } = reply.hijack();
    const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' };
    raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
    if (request.method === 'HEAD') return void raw.end();

    const stream = new LiveStream(raw, request.ip, programmeId, currentContext().actor, identify);
    raw.once('close', () => this.live.closed(stream));
    raw.write(RETRY);
    this.live.open(stream, lastEventIdOf(request));
  }
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  return [headers['last-event-id']].flat()[0];
}
