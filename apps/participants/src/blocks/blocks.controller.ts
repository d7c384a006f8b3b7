import { Controller } from '@nestjs/common';
import {
  ClearPlace,
  FindBlock,
  FindBlocks,
  MakeBlock,
  NamePlace,
  ReleaseBlock,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { BlocksService } from './blocks.service.js';

@Controller()
export class BlocksController {
  constructor(private readonly blocks: BlocksService) {}

  @Answers(MakeBlock)
  make(input: ParsedInputOf<typeof MakeBlock>, context: RequestContext): Promise<OutputOf<typeof MakeBlock>> {
    return this.blocks.make(input, context);
  }

  @Answers(NamePlace)
  name(input: ParsedInputOf<typeof NamePlace>, context: RequestContext): Promise<OutputOf<typeof NamePlace>> {
    return this.blocks.name(input, context);
  }

  @Answers(ClearPlace)
  clear(
    input: ParsedInputOf<typeof ClearPlace>,
    context: RequestContext,
  ): Promise<OutputOf<typeof ClearPlace>> {
    return this.blocks.clear(input, context);
  }

  @Answers(ReleaseBlock)
  release(
    input: ParsedInputOf<typeof ReleaseBlock>,
    context: RequestContext,
  ): Promise<OutputOf<typeof ReleaseBlock>> {
    return this.blocks.release(input, context);
  }

  @Answers(FindBlock)
  find(input: ParsedInputOf<typeof FindBlock>, context: RequestContext): Promise<OutputOf<typeof FindBlock>> {
    return this.blocks.find(input, context);
  }

  @Answers(FindBlocks)
  list(
    input: ParsedInputOf<typeof FindBlocks>,
    context: RequestContext,
  ): Promise<OutputOf<typeof FindBlocks>> {
    return this.blocks.list(input, context);
  }
}
