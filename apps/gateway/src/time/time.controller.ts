import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RuleViolation } from '#contracts';
import {
  InvalidLocalTimeError,
  resolve,
  transitions,
  TZDB_VERSION,
  UnknownZoneError,
  type Resolution,
} from '#time';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { ResolutionReply, ResolveQuery, ZonesQuery, ZonesReply } from './time.schemas.js';

/** Computed here from the pinned tzdb: no service is asked. */
@ApiTags('Time')
@Controller('v1/time')
export class TimeController {
  @Get('resolve')
  @Operation('time.read', {
    summary: 'What a wall time means in a zone',
    replies: { 200: ResolutionReply },
    refuses: ['time.zone', 'time.local'],
  })
  resolve(@Query({ schema: ResolveQuery }) { local, zone }: z.output<typeof ResolveQuery>): Resolution {
    return refusing('zone', () => resolve(local, zone));
  }

  @Get('zones')
  @Operation('time.read', {
    summary: 'Offsets and their changes, so that pages compute with the same tzdb as we do',
    replies: { 200: ZonesReply },
    refuses: ['time.zone'],
  })
  zones(
    @Query({ schema: ZonesQuery }) { names, from, to }: z.output<typeof ZonesQuery>,
  ): z.output<typeof ZonesReply> {
    const items = refusing('names', () =>
      names.map((name) => ({ name, transitions: transitions(name, from, to) })),
    );
    return { tzdb: TZDB_VERSION, from, to, items, next: null };
  }
}

/** @param zoneParameter the parameter in which a zone was named */
function refusing<T>(zoneParameter: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const path = error instanceof UnknownZoneError ? zoneParameter : 'local';
    if (!(error instanceof UnknownZoneError || error instanceof InvalidLocalTimeError)) throw error;
    throw new RuleViolation(error.code, error.message, undefined, [{ path, message: error.message }]);
  }
}
