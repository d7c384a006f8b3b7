import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { JoinState } from '#contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Operation } from '../http/operation.js';
import { contentSecurityPolicy } from '../http/security-headers.js';
import { readingLanguages } from '../pages/languages.js';
import { deviceOf } from './device.js';
import { invalidLinkPage, joinPage } from './join.page.js';
import { JoinService, type JoinView } from './join.service.js';

const Form = z.object({ continue: z.literal('1').optional() }).prefault({});

/** Browsers hold a form's redirects to the policy, and a meeting may be at any https address. */
const POLICY = contentSecurityPolicy('https:');
const GONE: readonly JoinState[] = ['over', 'seat-gone', 'session-cancelled'];

/**
 * The personal join page (DESIGN section 10). Mail scanners fetch links, so GET changes nothing: the button's POST checks
 * in. Works without scripts. Whoever has the link is its person: it stands in no log and in no Referer.
 */
@Controller('j')
export class JoinController {
  constructor(
    private readonly joining: JoinService,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Get(':token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', POLICY)
  @Operation('join-link.use', {
    summary: 'The personal join page',
    isPage: true,
    replies: { 200: 'text/html' },
  })
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    deviceOf(request, reply, this.config.PUBLIC_URL);
    return this.page(token, await this.joining.find(token), reply, accepted);
  }

  @Post(':token')
  @HttpCode(HttpStatus.OK)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', POLICY)
  @Operation('join-link.use', {
    summary: 'Checks in and leads to the meeting',
    isPage: true,
    acceptsForm: true,
    replies: { 303: null, 409: 'text/html' },
  })
  async join(
    @Param('token') token: string,
    @Body({ schema: Form }) form: z.output<typeof Form>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    const device = deviceOf(request, reply, this.config.PUBLIC_URL);
    // A form on another site must not check anybody in: its visitor sees the page with the button.
    if (request.headers['sec-fetch-site'] === 'cross-site') {
      return this.page(token, await this.joining.find(token), reply, accepted);
    }
    const { outcome, link } = await this.joining.checkIn(token, device, form.continue === '1');
    if (outcome === 'joined' && link) {
      const address = await this.joining.meetingAddress(link.sessionId);
      if (address) {
        // As browsers write it: organizers may type an address in any script, a header holds ASCII alone.
        void reply.status(HttpStatus.SEE_OTHER).header('Location', new URL(address).href);
        return '';
      }
    }
    const view = link && (await this.joining.view(link));
    if (view && !GONE.includes(view.link.state)) void reply.status(HttpStatus.CONFLICT);
    return this.page(token, view, reply, accepted, outcome === 'elsewhere');
  }

  private page(
    token: string,
    view: JoinView | null,
    reply: FastifyReply,
    accepted: string | undefined,
    isElsewhere = false,
  ): string {
    const own = view?.link.language;
    const languages = [...(own ? [own] : []), ...readingLanguages(accepted)];
    if (!view) {
      void reply.status(HttpStatus.NOT_FOUND);
      return invalidLinkPage(languages);
    }
    if (GONE.includes(view.link.state)) void reply.status(HttpStatus.GONE);
    return joinPage({ token, ...view, isElsewhere, languages });
  }
}
