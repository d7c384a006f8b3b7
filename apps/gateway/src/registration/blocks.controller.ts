import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Block,
  BlockCounted,
  BlockInput,
  BlockPlace,
  BlockView,
  ClearPlace,
  DelegateName,
  FindBlock,
  FindBlocks,
  Id,
  invalidFields,
  MakeBlock,
  NamePlace,
  pageOf,
  ReleaseBlock,
  Seat,
  Slug,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';
import { programmeId } from '../programmes/programme-id.js';

const BlockBody = z.strictObject(BlockInput.shape);
const BlocksQuery = PageQuery.extend({ programme: Id.describe('Its id.'), city: Slug });
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
    refuses: ['not-found', 'seat.full', 'seat.closed', 'city.unknown', 'partner.state'],
  })
  make(@Param('id') slotId: string, @Body({ schema: BlockBody }) body: z.output<typeof BlockBody>) {
    return this.requests.ask(MakeBlock, { ...body, slotId });
  }

  @Put('blocks/:id/names/:place')
  @Operation('block.write', {
    summary: 'Names who has a place of a delegation; a substitute keeps the place',
    isWrite: true,
    replies: { 200: Seat },
    refuses: ['not-found', 'seat.state', 'seat.closed', 'registration.limit'],
  })
  name(
    @Param('id') blockId: string,
    @Param('place') place: string,
    @Body({ schema: DelegateName }) who: z.output<typeof DelegateName>,
  ) {
    return this.requests.ask(NamePlace, { blockId, place: readPlace(place), who });
  }

  @Delete('blocks/:id/names/:place')
  @Operation('block.write', {
    summary: 'Takes the name out of a place',
    description: 'Until `namesUntil` the place stays the delegation’s and waits for another name.',
    isWrite: true,
    replies: { 200: BlockPlace },
    refuses: ['not-found', 'seat.state'],
  })
  clear(@Param('id') blockId: string, @Param('place') place: string) {
    return this.requests.ask(ClearPlace, { blockId, place: readPlace(place) });
  }

  @Delete('blocks/:id')
  @Operation('block.write', {
    summary: 'Gives a delegation’s places without a name back before `namesUntil`: who waits gets them',
    description: 'Those with a name stay: take the names out afterwards to give them back too.',
    isWrite: true,
    replies: { 200: BlockView },
    refuses: ['not-found'],
  })
  release(@Param('id') id: string) {
    return this.requests.ask(ReleaseBlock, { id });
  }

  @Get('blocks/:id')
  @Operation('block.read', {
    summary: 'A delegation’s places: who is named, which are free and until when, what became of them',
    replies: { 200: BlockView },
    refuses: ['not-found'],
  })
  read(@Param('id') id: string) {
    return this.requests.ask(FindBlock, { id });
  }

  @Get('slots/:id/blocks')
  @Operation('block.read', {
    summary: 'The places that a slot keeps for delegations: liaisons see their city’s',
    replies: { 200: pageOf(BlockCounted) },
    refuses: ['not-found'],
  })
  listOfSlot(@Param('id') slotId: string, @Query({ schema: PageQuery }) page: z.output<typeof PageQuery>) {
    return this.requests.ask(FindBlocks, { of: { slotId }, ...page });
  }

  @Get('blocks')
  @Operation('block.read', {
    summary: 'The places that a programme keeps for a city’s delegation',
    replies: { 200: pageOf(BlockCounted) },
    refuses: ['not-found'],
  })
  async listOfCity(
    @Query({ schema: BlocksQuery }) { programme, city, ...page }: z.output<typeof BlocksQuery>,
  ) {
    const id = await programmeId(this.requests, programme);
    return this.requests.ask(FindBlocks, { of: { programmeId: id, city }, ...page });
  }
}

function readPlace(place: string): number {
  const read = Place.safeParse(place);
  if (read.success) return read.data;
  throw invalidFields([{ path: 'place', message: 'must be a place of the block, from 1' }]);
}
