import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  dropParked,
  listParked,
  ParkedFact,
  replayParked,
  reportFacts,
  SERVICES,
  type Service,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';

const ServiceName = z.enum(SERVICES, `must be one of ${SERVICES.join(', ')}`);
const ParkedKey = z.strictObject({ consumer: z.string().max(200), factId: z.string().max(64) });
const ParkedQuery = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
const ParkedList = z.object({ items: z.array(ParkedFact), next: z.string().nullable() });
const FactsReport = z.object({
  items: z.array(reportFacts('events').output.extend({ service: ServiceName })),
  next: z.null(),
});
const Replayed = replayParked('events').output;

/** Facts on their way, and those put aside after ten failures (DESIGN 6.5), for admins; `npm run doctor` does the same. */
@ApiTags('Facts')
@Controller('v1/admin/facts')
export class FactsController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('facts.operate', {
    summary: 'How facts leave and arrive, service by service',
    replies: { 200: FactsReport },
  })
  async report() {
    const items = await Promise.all(
      SERVICES.map(async (service) => ({ service, ...(await this.requests.ask(reportFacts(service), {})) })),
    );
    return { items, next: null };
  }

  @Get(':service/parked')
  @Operation('facts.operate', {
    summary: 'Facts that a service has put aside, oldest first',
    replies: { 200: ParkedList },
  })
  parked(
    @Param('service', { schema: ServiceName }) service: Service,
    @Query({ schema: ParkedQuery }) query: z.output<typeof ParkedQuery>,
  ) {
    return this.requests.ask(listParked(service), query);
  }

  @Post(':service/parked/replay')
  @HttpCode(HttpStatus.OK)
  @Operation('facts.operate', {
    summary: 'Gives a parked fact to its handler once more',
    description: '`error` says why it stays parked; null when it has been applied.',
    isWrite: true,
    replies: { 200: Replayed },
    refuses: ['not-found'],
  })
  replay(
    @Param('service', { schema: ServiceName }) service: Service,
    @Body({ schema: ParkedKey }) key: z.output<typeof ParkedKey>,
  ) {
    return this.requests.ask(replayParked(service), key);
  }

  @Post(':service/parked/drop')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Operation('facts.operate', {
    summary: 'Gives a parked fact up: it will never be applied',
    isWrite: true,
    replies: { 204: null },
    refuses: ['not-found'],
  })
  async drop(
    @Param('service', { schema: ServiceName }) service: Service,
    @Body({ schema: ParkedKey }) key: z.output<typeof ParkedKey>,
  ): Promise<void> {
    await this.requests.ask(dropParked(service), key);
  }
}
