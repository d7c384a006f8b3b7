import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ChangeProgramme,
  CreateProgramme,
  FindProgrammes,
  pageOf,
  Programme,
  ProgrammeInput,
  ProgrammePatch,
} from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { OrganizerGrants } from '../access/organizer-grants.js';
import { IfMatch, VersionTagged } from '../http/entity-tag.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';

const ProgrammeBody = z.strictObject(ProgrammeInput.shape);
const ProgrammeChange = z.strictObject(ProgrammePatch.shape);

@ApiTags('Programmes')
@Controller('v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly requests: Requests,
    private readonly organizers: OrganizerGrants,
  ) {}

  @Get()
  @Operation('programme.read', {
    summary: 'Published programmes, and those of the organizer who asks',
    replies: { 200: pageOf(Programme) },
  })
  list(@Query({ schema: PageQuery }) page: PageQuery) {
    return this.requests.ask(FindProgrammes, page);
  }

  @Post()
  @VersionTagged()
  @Operation('programme.create', {
    summary: 'Makes a programme; whoever makes it organizes it',
    isWrite: true,
    replies: { 201: Programme },
    refuses: ['slug.taken', 'city.unknown'],
  })
  async create(@Body({ schema: ProgrammeBody }) input: z.output<typeof ProgrammeBody>) {
    const programme = await this.requests.ask(CreateProgramme, input);
    await this.organizers.giveTo(programme.id);
    return programme;
  }

  @Get(':programme')
  @VersionTagged()
  @Operation('programme.read', {
    summary: 'One programme, by id or slug',
    replies: { 200: Programme, 304: null },
    refuses: ['not-found'],
  })
  async read(@Param('programme') idOrSlug: string) {
    return one(await this.requests.ask(FindProgrammes, { idsOrSlugs: [idOrSlug] }), 'programme', idOrSlug);
  }

  @Patch(':programme')
  @VersionTagged()
  @Operation('programme.change', {
    summary: 'Changes a programme',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: Programme },
    refuses: ['not-found', 'city.unknown'],
  })
  change(
    @Param('programme') idOrSlug: string,
    @Body({ schema: ProgrammeChange }) patch: z.output<typeof ProgrammeChange>,
    @IfMatch() ifVersion?: number,
  ) {
    return this.requests.ask(ChangeProgramme, { idOrSlug, patch, ifVersion });
  }
}
