import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CancelSeries,
  ChangeSeries,
  CreateSeries,
  Divergence,
  FindDivergence,
  FindEvents,
  FindSeries,
  pageOf,
  Series,
  SeriesInput,
  SeriesPatch,
  SettleDivergence,
  type ErrorCode,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { ContentTagged, IfMatch } from '../http/entity-tag.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { pageQuery } from '../http/validation.js';

const SeriesBody = z.strictObject(SeriesInput.shape);
const SeriesChange = z.strictObject(SeriesPatch.shape);
const SettleBody = z.strictObject(SettleDivergence.input.omit({ seriesId: true }).shape);
const MOST_SERIES = 20;
const SeriesQuery = z.strictObject({
  ...pageQuery,
  limit: z.coerce.number().int().min(1).max(MOST_SERIES, `must be at most ${MOST_SERIES}`).optional(),
});

const PLACING: ErrorCode[] = ['time.gap', 'time.overlap', 'time.zone', 'time.local', 'schedule.conflict'];

const RELEASED =
  'Who may not see drafts learns of the released occurrences alone: `start` and `include` name them, in place of the rule.';

@ApiTags('Series')
@Controller('v1')
export class SeriesController {
  constructor(private readonly requests: Requests) {}

  @Post('events/:id/series')
  @ContentTagged()
  @Operation('session.write', {
    summary: 'Repeats a session: its occurrences are drafts of the event',
    description:
      '`rule` is an RRULE of RFC 5545 that ends by COUNT or UNTIL, with at most 500 occurrences, expanded in the wall time ' +
      'of `start.zone`. `exclude` and `include` are local days or wall times. Where the clocks skip or repeat an ' +
      'occurrence, `onGap` and `start.disambiguation` say what is meant.',
    isWrite: true,
    replies: { 201: Series },
    refuses: ['not-found', 'city.unknown', 'event.state', ...PLACING],
  })
  create(@Param('id') eventId: string, @Body({ schema: SeriesBody }) series: z.output<typeof SeriesBody>) {
    return this.requests.ask(CreateSeries, { ...series, eventId });
  }

  @Get('events/:id/series')
  @Operation('session.read', {
    summary: 'The series of an event, oldest first',
    description: RELEASED,
    replies: { 200: pageOf(Series) },
    refuses: ['not-found'],
  })
  async list(
    @Param('id') eventId: string,
    @Query({ schema: SeriesQuery }) query: z.output<typeof SeriesQuery>,
  ) {
    const [event, series] = await Promise.all([
      this.requests.ask(FindEvents, { ids: [eventId] }),
      this.requests.ask(FindSeries, { eventIds: [eventId], ...query }),
    ]);
    one(event, 'event', eventId);
    return series;
  }

  @Get('series/:id')
  @ContentTagged()
  @Operation('session.read', {
    summary: 'One series with its occurrences',
    description: RELEASED,
    replies: { 200: Series, 304: null },
    refuses: ['not-found'],
  })
  async read(@Param('id') id: string) {
    return one(await this.requests.ask(FindSeries, { ids: [id] }), 'series', id);
  }

  @Patch('series/:id')
  @ContentTagged()
  @Operation('session.write', {
    summary: 'Changes all occurrences still to come, but for what was changed of one of them alone',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: Series },
    refuses: ['not-found', 'city.unknown', 'event.state', 'session.state', 'move.required', ...PLACING],
  })
  change(
    @Param('id') id: string,
    @Body({ schema: SeriesChange }) patch: z.output<typeof SeriesChange>,
    @IfMatch() ifVersion?: number,
  ) {
    return this.requests.ask(ChangeSeries, { id, patch, ifVersion });
  }

  @Delete('series/:id')
  @ContentTagged()
  @Operation('session.write', {
    summary: 'Cancels all occurrences still to come',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: Series },
    refuses: ['not-found', 'session.state'],
  })
  cancel(@Param('id') id: string, @IfMatch() ifVersion?: number) {
    return this.requests.ask(CancelSeries, { id, ifVersion });
  }

  @Get('series/:id/divergence')
  @Operation('draft.read', {
    summary: 'Occurrences at which local times of cities shift against each other, and what can be done',
    description:
      'Rome–Boston is 5 hours instead of 6 for some weeks of the year. `keepWall` and `keepInstant` are the two offers.',
    replies: { 200: Divergence },
    refuses: ['not-found'],
  })
  divergence(@Param('id') seriesId: string) {
    return this.requests.ask(FindDivergence, { seriesId });
  }

  @Post('series/:id/divergence')
  @HttpCode(HttpStatus.OK)
  @Operation('session.write', {
    summary: 'Keeps the host’s wall time of such occurrences, or the instant for a city',
    description:
      '`instant` keeps the usual local time of `city`; without, of the required city that shifts most, else of any that does.',
    isWrite: true,
    replies: { 200: Divergence },
    refuses: ['not-found', 'event.state', 'move.required', 'delay.required', 'schedule.conflict'],
  })
  settle(@Param('id') seriesId: string, @Body({ schema: SettleBody }) body: z.output<typeof SettleBody>) {
    return this.requests.ask(SettleDivergence, { seriesId, ...body });
  }
}
