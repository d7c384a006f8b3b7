import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FindImport, ImportCheck, ProgrammeFile, ProgrammeImport } from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { flag } from '../http/validation.js';
import { FileShapeInterceptor } from './file-shape.interceptor.js';
import { ImportsService } from './imports.service.js';

const ImportQuery = z.strictObject({
  dryRun: flag.describe('Only checks: says what is wrong and what would change.'),
  release: flag.describe('Publishes the events of the file, too.'),
});
const FILE_BYTES = 2 * 1024 * 1024;

@ApiTags('Import')
@Controller('v1')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly requests: Requests,
  ) {}

  @Post('programmes/import')
  @UseInterceptors(FileShapeInterceptor)
  @Operation('programme.import', {
    summary: 'Imports a programme file',
    description:
      'Checked by every service first; with any error nothing is applied. Poll the import until it is `ready`. ' +
      'The same file again changes nothing. With `dryRun` the reply is 200 `{errors, changes}`.',
    isWrite: true,
    bodyBytes: FILE_BYTES,
    deadlineMs: 30_000,
    replies: { 200: z.union([ImportCheck, ProgrammeImport]), 202: ProgrammeImport },
    refuses: ['import.invalid', 'access.forbidden'],
  })
  async start(
    @Body({ schema: ProgrammeFile }) file: ProgrammeFile,
    @Query({ schema: ImportQuery }) { dryRun, release }: z.output<typeof ImportQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportCheck | ProgrammeImport> {
    void reply.status(HttpStatus.OK);
    if (dryRun) return this.imports.check(file);
    const started = await this.imports.start(file, release);
    void reply.header('Location', `/v1/imports/${started.id}`);
    if (started.status === 'applying') void reply.status(HttpStatus.ACCEPTED);
    return started;
  }

  @Get('imports/:id')
  @Operation('import.read', {
    summary: 'How far an import is',
    replies: { 200: ProgrammeImport },
    refuses: ['not-found'],
  })
  read(@Param('id') id: string) {
    return this.requests.ask(FindImport, { id });
  }
}
