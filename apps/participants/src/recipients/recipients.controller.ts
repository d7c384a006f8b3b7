import { Controller } from '@nestjs/common';
import { CountSeatsByCity, PageRecipients, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { DataSource } from 'typeorm';
import { requireService } from '../access/services-only.js';
import { JoinLinks } from '../joining/join-links.js';
import { findRecipients } from './recipients.queries.js';
import { countSeatsByCity } from './seats-by-city.queries.js';

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
    const items = found.map(({ generation, keptUntil, ...recipient }) => ({
      ...recipient,
      keptUntil: keptUntil?.toISOString() ?? null,
      ...(input.joinTokens && { joinToken: this.joinTokenOf(recipient, generation) }),
    }));
    return { items, next: items.length < input.limit ? null : items.at(-1)!.personId };
  }

  @Answers(CountSeatsByCity)
  async countSeats(
    { sessionIds }: ParsedInputOf<typeof CountSeatsByCity>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof CountSeatsByCity>> {
    requireService(actor);
    return { items: await countSeatsByCity(this.dataSource.manager, sessionIds) };
  }

  private joinTokenOf({ seatId, mode }: { seatId: string; mode: string }, generation: number): string | null {
    return mode === 'online' ? this.links.issue({ seatId, generation }) : null;
  }
}
