import { Controller } from '@nestjs/common';
import { FindZoneUpgrades, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { ZoneUpgradeService } from './zone-upgrade.service.js';

@Controller()
export class ClockChangesController {
  constructor(private readonly upgrades: ZoneUpgradeService) {}

  @Answers(FindZoneUpgrades)
  find(
    input: ParsedInputOf<typeof FindZoneUpgrades>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindZoneUpgrades>> {
    return this.upgrades.find(input, actor);
  }
}
