import { Controller } from '@nestjs/common';
import { PageRecipients, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { DataSource } from 'typeorm';
import { requireService } from '../access/services-only.js';
import { JoinLinks } from '../joining/join-links.js';
import { findRecipients } from './recipients.queries.js';

@Controller()
export class RecipientsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly links: JoinLinks,
  ) {}

  @Answers(PageRecipients)
  async page(
    input: ParsedInputOf<typeof PageRecipients>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof PageRecipients>> {
    requireService(actor);
    const found = await findRecipients(this.dataSource.manager, input);
    const items = found.map(({ generation, ...recipient }) => ({
      ...recipient,
      ...(input.joinTokens && { joinToken: this.joinTokenOf(recipient, generation) }),
    }));
    return { items, next: items.length < input.limit ? null : items.at(-1)!.personId };
  }

  private joinTokenOf({ seatId, mode }: { seatId: string; mode: string }, generation: number): string | null {
    return mode === 'online' ? this.links.issue({ seatId, generation }) : null;
  }
}
