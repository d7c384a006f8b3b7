import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindLedger, Ledger } from '#contracts';
import { Requests } from '#platform';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';
import { programmeId } from '../programmes/programme-id.js';

@ApiTags('Programmes')
@Controller('v1/programmes/:programme/ledger')
export class LedgerController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('ledger.read', {
    summary:
      'What the cities of a programme have borne of unsocial hours, who is due, and how evenly it is shared',
    description:
      'A line per released session and required city: reversed when the session is cancelled, corrected when its time ' +
      'or parts change. `next` continues the lines.',
    replies: { 200: Ledger },
    refuses: ['not-found'],
  })
  async read(@Param('programme') idOrSlug: string, @Query({ schema: PageQuery }) page: PageQuery) {
    const id = await programmeId(this.requests, idOrSlug);
    return this.requests.ask(FindLedger, { programmeId: id, ...page });
  }
}
