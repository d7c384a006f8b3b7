import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { ApiReference } from './api-reference.js';
import { referencePage } from './reference.page.js';

const OpenApi = z.looseObject({ openapi: z.string(), paths: z.looseObject({}) });

@ApiTags('Reference')
@Controller()
export class ReferenceController {
  constructor(private readonly reference: ApiReference) {}

  @Get('v1/openapi.json')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @Operation('reference.read', {
    summary: 'This description, as OpenAPI 3.1',
    replies: { 200: OpenApi },
  })
  json(): string {
    return this.reference.json;
  }

  @Get('docs')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('reference.read', {
    summary: 'The reference for people',
    isPage: true,
    replies: { 200: 'text/html' },
  })
  page(): string {
    return referencePage(this.reference.document);
  }
}
