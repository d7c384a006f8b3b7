import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindZoneUpgrades, pageOf, ZoneUpgrade } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { pageQuery } from '../http/validation.js';

const MOST_UPGRADES = 5;
const UpgradesQuery = z.strictObject({
  ...pageQuery,
  limit: z.coerce.number().int().min(1).max(MOST_UPGRADES, `must be at most ${MOST_UPGRADES}`).optional(),
});

@ApiTags('Clock changes')
@Controller('v1/admin/clock-changes')
export class ClockChangesController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('clock-changes.read', {
    summary: 'What newer tzdbs have moved, newest first',
    description:
      'One entry per tzdb that sessions were read again by. `sessions` names 500 at most; `moved` and `settled` count all.',
    replies: { 200: pageOf(ZoneUpgrade) },
  })
  list(@Query({ schema: UpgradesQuery }) query: z.output<typeof UpgradesQuery>) {
    return this.requests.ask(FindZoneUpgrades, query);
  }
}
