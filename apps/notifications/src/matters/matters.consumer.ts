import { Controller } from '@nestjs/common';
import { BlockMade, DivergenceWarned, MoveChanged, PollChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { DispatchesService } from '../delivery/dispatches.service.js';
import { noticesOfBlock, noticesOfMove, noticesOfPoll } from './asking.rules.js';
import { matterId } from './matter-id.rules.js';
import { MattersService } from './matters.service.js';
import { talliesOfMove, talliesOfPoll } from './tallies.rules.js';
import { TalliesService } from './tallies.service.js';

/** Follows what cities are asked and organizers are warned of, and has it told. */
@Controller()
export class MattersConsumer {
  constructor(
    private readonly matters: MattersService,
    private readonly dispatches: DispatchesService,
    private readonly tallies: TalliesService,
  ) {}

  @Consumes(MoveChanged)
  async onMove({ data }: Fact<typeof MoveChanged>, tx: Tx): Promise<void> {
    const before = await this.matters.apply(tx, 'move', data);
    if (before === undefined) return;
    this.dispatches.openForRoles(tx, noticesOfMove(before, data));
    await this.tallies.note(tx, data.programmeId, talliesOfMove(before, data));
  }

  @Consumes(PollChanged)
  async onPoll({ data }: Fact<typeof PollChanged>, tx: Tx): Promise<void> {
    const before = await this.matters.apply(tx, 'poll', data);
    if (before === undefined) return;
    this.dispatches.openForRoles(tx, noticesOfPoll(before, data, tx.now));
    await this.tallies.note(tx, data.programmeId, talliesOfPoll(before, data));
  }

  @Consumes(BlockMade)
  async onBlock({ data }: Fact<typeof BlockMade>, tx: Tx): Promise<void> {
    const isNew = await this.matters.apply(tx, 'block', { ...data, version: 1 });
    if (isNew !== undefined) this.dispatches.openForRoles(tx, noticesOfBlock(data, tx.now));
  }

  @Consumes(DivergenceWarned)
  async onDivergence({ id, data }: Fact<typeof DivergenceWarned>, tx: Tx): Promise<void> {
    const { programmeId } = data;
    const isNew = await this.matters.apply(tx, 'series', { ...data, id, version: 1 });
    if (isNew === undefined) return;
    this.dispatches.openForRoles(tx, [
      {
        notice: 'divergence-warning',
        matterId: matterId('series', id),
        programmeId,
        role: 'organizer',
        cities: null,
        occasion: '',
      },
    ]);
  }
}
