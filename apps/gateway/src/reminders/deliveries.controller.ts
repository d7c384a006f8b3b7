import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Delivery, DELIVERY_STATES, FindDeliveries, pageOf } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { pageQuery } from '../http/validation.js';

const DeliveriesQuery = z.strictObject({
  state: z.enum(DELIVERY_STATES).optional(),
  notice: z.string().max(100).optional().describe('One kind of mail, like `reminder`.'),
  ...pageQuery,
});

@ApiTags('Reminders')
@Controller('v1/sessions/:id/deliveries')
export class DeliveriesController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('reminder.read', {
    summary: 'Every mail about a session, newest first: to whom, and what became of it; no addresses',
    replies: { 200: pageOf(Delivery) },
    refuses: ['not-found'],
  })
  list(
    @Param('id') sessionId: string,
    @Query({ schema: DeliveriesQuery }) query: z.output<typeof DeliveriesQuery>,
  ) {
    return this.requests.ask(FindDeliveries, { sessionId, ...query });
  }
}
