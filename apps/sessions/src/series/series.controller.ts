import { Controller } from '@nestjs/common';
import {
  CancelSeries,
  ChangeSeries,
  CreateSeries,
  FindSeries,
  type OutputOf,
  type ParsedInputOf,
  type Series,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { ChangeSeriesService } from './change-series.service.js';
import { SeriesService } from './series.service.js';

@Controller()
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly changes: ChangeSeriesService,
  ) {}

  @Answers(FindSeries)
  find(
    input: ParsedInputOf<typeof FindSeries>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindSeries>> {
    return this.series.find(input, actor);
  }

  @Answers(CreateSeries)
  create(input: ParsedInputOf<typeof CreateSeries>, { actor }: RequestContext): Promise<Series> {
    return this.series.create(input, actor);
  }

  @Answers(ChangeSeries)
  change(input: ParsedInputOf<typeof ChangeSeries>, { actor }: RequestContext): Promise<Series> {
    return this.changes.change(input, actor);
  }

  @Answers(CancelSeries)
  cancel(input: ParsedInputOf<typeof CancelSeries>, { actor }: RequestContext): Promise<Series> {
    return this.series.cancel(input, actor);
  }
}
