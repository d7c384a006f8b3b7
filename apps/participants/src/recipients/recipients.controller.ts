import { Controller } from '@nestjs/common';
import { PageRecipients, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { DataSource } from 'typeorm';
import { requireService } from '../access/services-only.js';
import { findRecipients } from './recipients.queries.js';

@Controller()
export class RecipientsController {
  constructor(private readonly dataSource: DataSource) {}

  @Answers(PageRecipients)
  async page(
    input: ParsedInputOf<typeof PageRecipients>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof PageRecipients>> {
    requireService(actor);
    const items = await findRecipients(this.dataSource.manager, input);
    return { items, next: items.length < input.limit ? null : items.at(-1)!.personId };
  }
}
