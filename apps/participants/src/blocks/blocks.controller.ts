import { Controller } from '@nestjs/common';
import { MakeBlock, NamePlace, type OutputOf, type ParsedInputOf } from '#contracts';
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
}
