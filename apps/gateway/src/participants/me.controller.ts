import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindMe, FindSeats, pageOf, Seat } from '#contracts';
import { Requests } from '#platform';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';

@ApiTags('People and access')
@Controller('v1/me')
export class MeController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('me.read', { summary: 'Who the token belongs to', replies: { 200: FindMe.output } })
  read() {
    return this.requests.ask(FindMe, {});
  }

  @Get('seats')
  @Operation('me.read', { summary: 'Own seats, newest first', replies: { 200: pageOf(Seat) } })
  seats(@Query({ schema: PageQuery }) page: PageQuery) {
    return this.requests.ask(FindSeats, page);
  }
}
