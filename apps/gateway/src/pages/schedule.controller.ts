import { Controller, Get, Header, Headers, Query } from '@nestjs/common';
import { notFound } from '#contracts';
import { isKnownZone } from '#time';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { readingLanguages } from './languages.js';
import { emptyPage, schedulePage } from './schedule.page.js';
import { ScheduleService } from './schedule.service.js';

/** Not strict: people arrive with whatever parameters a newsletter has added. */
const ScheduleQuery = z.object({
  zone: z.string().max(64).optional(),
  programme: z.string().max(100).optional(),
});

/** The plain page: what is published, in the reader's time. */
@Controller()
export class ScheduleController {
  constructor(private readonly schedules: ScheduleService) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('page.read', { summary: 'The schedule', isPage: true, replies: { 200: 'text/html' } })
  async show(
    @Query({ schema: ScheduleQuery }) query: z.output<typeof ScheduleQuery>,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    const programmes = await this.schedules.published();
    const chosen = query.programme
      ? programmes.find(({ id, slug }) => slug === query.programme || id === query.programme)
      : programmes[0];
    if (query.programme && !chosen) throw notFound('programme', query.programme);
    if (!chosen) return emptyPage();
    const zone = query.zone && isKnownZone(query.zone) ? query.zone : undefined;
    return schedulePage({
      schedule: await this.schedules.of(chosen),
      programmes,
      zone,
      unknownZone: zone ? undefined : query.zone,
      languages: readingLanguages(accepted),
    });
  }
}
