import { Body, Controller, Get, Inject, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ChangeMe,
  FindJoinTokens,
  FindMe,
  MePatch,
  FindOwnReminders,
  FindSeats,
  OwnReminder,
  pageOf,
  Seat,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';
import { joinUrl } from '../joining/join-url.js';

const OwnSeat = Seat.extend({
  joinUrl: z
    .string()
    .nullable()
    .describe('The personal join link while it works: from a day before the start to an hour after the end.'),
});
type OwnSeat = z.output<typeof OwnSeat>;

const MeBody = z.strictObject(MePatch.shape);

@ApiTags('People and access')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly requests: Requests,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Get()
  @Operation('me.read', { summary: 'Who the token belongs to', replies: { 200: FindMe.output } })
  read() {
    return this.requests.ask(FindMe, {});
  }

  @Patch()
  @Operation('me.change', {
    summary: 'Changes one’s own name, city, zone of times or language',
    description:
      'Null takes a value away: times are then read in the city’s zone, mails come in the programme’s language. ' +
      'Reminders follow the zone; seats stay of the city that they were taken for.',
    isWrite: true,
    replies: { 200: ChangeMe.output },
    refuses: ['city.unknown', 'time.zone'],
  })
  change(@Body({ schema: MeBody }) patch: z.output<typeof MeBody>) {
    return this.requests.ask(ChangeMe, patch);
  }

  @Get('reminders')
  @Operation('me.read', {
    summary:
      'Own reminders ahead: when they come on one’s own clock, why they were shifted, and why some do not come',
    description: 'The next 500 at most, as seats, roles and preferences are now.',
    replies: { 200: pageOf(OwnReminder) },
  })
  async reminders(): Promise<{ items: OwnReminder[]; next: null }> {
    const { items } = await this.requests.ask(FindOwnReminders, {});
    return { items, next: null };
  }

  @Get('seats')
  @Operation('me.read', { summary: 'Own seats, newest first', replies: { 200: pageOf(OwnSeat) } })
  async seats(
    @Query({ schema: PageQuery }) page: PageQuery,
  ): Promise<{ items: OwnSeat[]; next: string | null }> {
    const { items, next } = await this.requests.ask(FindSeats, page);
    const links = await this.linksOf(items);
    return { items: items.map((seat) => ({ ...seat, joinUrl: links.get(seat.id) ?? null })), next };
  }

  private async linksOf(seats: Seat[]): Promise<Map<string, string>> {
    const seatIds = seats
      .filter(({ mode, status }) => mode === 'online' && status === 'confirmed')
      .map(({ id }) => id);
    if (seatIds.length === 0) return new Map();
    const { items } = await this.requests.ask(FindJoinTokens, { seatIds });
    const open = items.filter(({ state }) => state === 'open');
    return new Map(open.map(({ seatId, token }) => [seatId, joinUrl(this.config, token)]));
  }
}
