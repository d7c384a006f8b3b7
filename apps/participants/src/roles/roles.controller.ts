import { Controller } from '@nestjs/common';
import { NameSpeaker, PageRoleHolders, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { DataSource } from 'typeorm';
import { requireService } from '../access/services-only.js';
import { findRoleHolders, roleHolderKey } from './roles.queries.js';
import { SpeakersService } from './speakers.service.js';

@Controller()
export class RolesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly speakers: SpeakersService,
  ) {}

  @Answers(PageRoleHolders)
  async page(
    input: ParsedInputOf<typeof PageRoleHolders>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof PageRoleHolders>> {
    requireService(actor);
    const items = await findRoleHolders(this.dataSource.manager, input);
    return { items, next: items.length < input.limit ? null : roleHolderKey(items.at(-1)!) };
  }

  @Answers(NameSpeaker)
  nameSpeaker(
    input: ParsedInputOf<typeof NameSpeaker>,
    context: RequestContext,
  ): Promise<OutputOf<typeof NameSpeaker>> {
    return this.speakers.name(input, context);
  }
}
