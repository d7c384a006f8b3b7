import { Controller } from '@nestjs/common';
import {
  FindDivergence,
  FindZoneUpgrades,
  SettleDivergence,
  type Divergence,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { DivergenceService } from './divergence.service.js';
import { ZoneUpgradeService } from './zone-upgrade.service.js';

@Controller()
export class ClockChangesController {
  constructor(
    private readonly upgrades: ZoneUpgradeService,
    private readonly divergence: DivergenceService,
  ) {}

  @Answers(FindZoneUpgrades)
  find(
    input: ParsedInputOf<typeof FindZoneUpgrades>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindZoneUpgrades>> {
    return this.upgrades.find(input, actor);
  }

  @Answers(FindDivergence)
  findDivergence(
    input: ParsedInputOf<typeof FindDivergence>,
    { actor }: RequestContext,
  ): Promise<Divergence> {
    return this.divergence.find(input, actor);
  }

  @Answers(SettleDivergence)
  settleDivergence(
    input: ParsedInputOf<typeof SettleDivergence>,
    { actor }: RequestContext,
  ): Promise<Divergence> {
    return this.divergence.settle(input, actor);
  }
}
