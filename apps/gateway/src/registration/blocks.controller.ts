import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Block, BlockInput, DelegateName, invalidFields, MakeBlock, NamePlace, Seat } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';

const BlockBody = z.strictObject(BlockInput.shape);
const Place = z.coerce.number().int().min(1).max(200);

@ApiTags('Slots and seats')
@Controller('v1')
export class BlocksController {
  constructor(private readonly requests: Requests) {}

  @Post('slots/:id/blocks')
  @Operation('block.write', {
    summary: 'Keeps places together for a city’s delegation, whose names come later',
    description: 'All places or none. Those without a name at `namesUntil` fall free.',
    isWrite: true,
    replies: { 201: Block },
    refuses: ['not-found', 'seat.full', 'seat.closed', 'city.unknown'],
  })
  make(@Param('id') slotId: string, @Body({ schema: BlockBody }) body: z.output<typeof BlockBody>) {
    return this.requests.ask(MakeBlock, { ...body, slotId });
  }

  @Put('blocks/:id/names/:place')
  @Operation('block.write', {
    summary: 'Names who has a place of a delegation; a substitute keeps the place',
    isWrite: true,
    replies: { 200: Seat },
    refuses: ['not-found', 'seat.state', 'seat.closed'],
  })
  name(
    @Param('id') blockId: string,
    @Param('place') place: string,
    @Body({ schema: DelegateName }) who: z.output<typeof DelegateName>,
  ) {
    const read = Place.safeParse(place);
    if (!read.success)
      throw invalidFields([{ path: 'place', message: 'must be a place of the block, from 1' }]);
    return this.requests.ask(NamePlace, { blockId, place: read.data, who });
  }
}
