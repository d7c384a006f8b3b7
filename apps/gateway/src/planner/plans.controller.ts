import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApplyPlan, CancelPlan, DiscardPlan, FindPlans, Plan, PlanInput, type ErrorCode } from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { programmeId } from '../programmes/programme-id.js';
import { PlanProgress } from './plan-progress.js';
import { PlanStart } from './plan-start.js';

const PlanBody = z.strictObject(PlanInput.shape).prefault({});
type PlanBody = z.output<typeof PlanBody>;
const NoBody = z.strictObject({}).optional();

const STARTING: ErrorCode[] = ['not-found', 'event.state', 'plan.empty', 'plan.running', 'plan.outdated'];
const ABOUT =
  'The answer is a plan that runs. It ends as a proposal with a proof or the gap, to be applied or discarded whole, ' +
  'or names what clashes. With `restDays: avoid` weekends, public ' +
  'holidays and observances to avoid weigh 2 per hour more, as in fair times. At most 200 drafts, 1,000 candidates for each and 20,000 together.';

@ApiTags('Planner')
@Controller('v1')
export class PlansController {
  constructor(
    private readonly requests: Requests,
    private readonly progress: PlanProgress,
    private readonly plans: PlanStart,
  ) {}

  @Post('events/:id/plans')
  @HttpCode(HttpStatus.ACCEPTED)
  @Operation('plan.write', {
    summary: 'Plans the drafts of an event that wait for a start',
    description: ABOUT,
    isWrite: true,
    replies: { 202: Plan },
    refuses: STARTING,
  })
  planEvent(@Param('id') eventId: string, @Body({ schema: PlanBody }) input: PlanBody) {
    return this.plans.start({ ...input, eventId });
  }

  @Post('programmes/:programme/plans')
  @HttpCode(HttpStatus.ACCEPTED)
  @Operation('plan.write', {
    summary: 'Plans the drafts of all events of a programme together',
    description: ABOUT,
    isWrite: true,
    replies: { 202: Plan },
    refuses: STARTING,
  })
  async planProgramme(@Param('programme') idOrSlug: string, @Body({ schema: PlanBody }) input: PlanBody) {
    const id = await programmeId(this.requests, idOrSlug);
    return this.plans.start({ ...input, programmeId: id });
  }

  @Get('plans/:id')
  @Operation('plan.read', {
    summary: 'A plan: how far it is, what it proposes, or what clashes',
    replies: { 200: Plan },
    refuses: ['not-found'],
  })
  read(@Param('id') id: string) {
    return this.find(id);
  }

  @Get('plans/:id/progress')
  @Operation('plan.read', {
    summary: 'How a plan comes along, as server-sent events',
    description: 'Events `progress` with `{id, status, progress}`, and at the end one `ended` with the plan.',
    replies: { 200: 'text/event-stream' },
    refuses: ['not-found'],
  })
  async follow(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const plan = await this.find(id);
    const left = new AbortController();
    request.raw.socket.once('close', () => left.abort());
    const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' };
    return reply.headers(headers).send(Readable.from(this.progress.stream(plan, left.signal)));
  }

  @Post('plans/:id/cancel')
  @HttpCode(HttpStatus.OK)
  @Operation('plan.write', {
    summary: 'Ends a plan that runs',
    isWrite: true,
    replies: { 200: Plan },
    refuses: ['not-found', 'plan.state'],
  })
  cancel(@Param('id') id: string, @Body({ schema: NoBody }) _body: z.output<typeof NoBody>) {
    return this.requests.ask(CancelPlan, { id });
  }

  @Post('plans/:id/apply')
  @HttpCode(HttpStatus.OK)
  @Operation('plan.write', {
    summary: 'Places everything as proposed, or nothing',
    isWrite: true,
    replies: { 200: Plan },
    refuses: ['not-found', 'plan.state', 'plan.outdated', 'event.state'],
  })
  apply(@Param('id') id: string, @Body({ schema: NoBody }) _body: z.output<typeof NoBody>) {
    return this.requests.ask(ApplyPlan, { id });
  }

  @Post('plans/:id/discard')
  @HttpCode(HttpStatus.OK)
  @Operation('plan.write', {
    summary: 'Gives a proposal up',
    isWrite: true,
    replies: { 200: Plan },
    refuses: ['not-found', 'plan.state'],
  })
  discard(@Param('id') id: string, @Body({ schema: NoBody }) _body: z.output<typeof NoBody>) {
    return this.requests.ask(DiscardPlan, { id });
  }

  private async find(id: string): Promise<Plan> {
    return one(await this.requests.ask(FindPlans, { ids: [id] }), 'plan', id);
  }
}
