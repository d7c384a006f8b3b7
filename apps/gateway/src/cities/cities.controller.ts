import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeCity, City, CityInput, CityPatch, CreateCity, FindCities, pageOf } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { IfMatch, VersionTagged } from '../http/entity-tag.js';
import { one } from '../http/one.js';
import { Operation } from '../http/operation.js';
import { PageQuery } from '../http/validation.js';

const CityBody = z.strictObject(CityInput.shape);
const CityChange = z.strictObject(CityPatch.shape);

@ApiTags('Cities')
@Controller('v1/cities')
export class CitiesController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('city.read', { summary: 'The cities of the network', replies: { 200: pageOf(City) } })
  list(@Query({ schema: PageQuery }) page: PageQuery) {
    return this.requests.ask(FindCities, page);
  }

  @Post()
  @VersionTagged()
  @Operation('city.write', {
    summary: 'Adds a city',
    isWrite: true,
    replies: { 201: City },
    refuses: ['slug.taken', 'time.zone'],
  })
  create(@Body({ schema: CityBody }) city: z.output<typeof CityBody>) {
    return this.requests.ask(CreateCity, city);
  }

  @Get(':city')
  @VersionTagged()
  @Operation('city.read', { summary: 'One city', replies: { 200: City, 304: null }, refuses: ['not-found'] })
  async read(@Param('city') slug: string) {
    return one(await this.requests.ask(FindCities, { slugs: [slug] }), 'city', slug);
  }

  @Patch(':city')
  @VersionTagged()
  @Operation('city.write', {
    summary: 'Changes a city',
    isWrite: true,
    takesIfMatch: true,
    replies: { 200: City },
    refuses: ['not-found', 'time.zone'],
  })
  change(
    @Param('city') slug: string,
    @Body({ schema: CityChange }) patch: z.output<typeof CityChange>,
    @IfMatch() ifVersion?: number,
  ) {
    return this.requests.ask(ChangeCity, { slug, patch, ifVersion });
  }
}
