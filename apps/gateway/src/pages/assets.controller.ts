import { readFileSync } from 'node:fs';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { notFound } from '#contracts';
import type { FastifyReply } from 'fastify';
import { Operation } from '../http/operation.js';

const TYPES = {
  'meridian.css': 'text/css; charset=utf-8',
  'join.css': 'text/css; charset=utf-8',
  'poll.css': 'text/css; charset=utf-8',
  'mails.css': 'text/css; charset=utf-8',
  'zone.js': 'text/javascript; charset=utf-8',
  'meridian.svg': 'image/svg+xml',
};

/** Read once: the list is fixed, so a path can name nothing else. */
const ASSETS = new Map(
  Object.entries(TYPES).map(([name, type]) => [
    name,
    { type, content: readFileSync(new URL(`./assets/${name}`, import.meta.url)) },
  ]),
);

@Controller('assets')
export class AssetsController {
  @Get(':name')
  @Operation('page.read', {
    summary: 'Styles and scripts of the pages',
    isPage: true,
    replies: { 200: 'text/css' },
  })
  read(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const asset = ASSETS.get(name);
    if (!asset) throw notFound('asset', name);
    void reply.type(asset.type).header('Cache-Control', 'public, max-age=300').send(asset.content);
  }
}
