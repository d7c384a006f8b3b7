import { Controller, Get, Header, HttpCode, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { ConfirmSignIn, RuleViolation } from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply } from 'fastify';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Operation } from '../http/operation.js';
import { expiredPage, signedInPage, signInPage } from './sign-in.page.js';

/** Where a sign-in mail leads. Mail scanners fetch links, so GET uses nothing up: the button's POST does, once. */
@Controller('sign-in')
export class SignInController {
  constructor(
    private readonly requests: Requests,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Get(':token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('sign-in.confirm', { summary: 'Asks to confirm', isPage: true, replies: { 200: 'text/html' } })
  ask(@Param('token') token: string): string {
    return signInPage(token);
  }

  @Post(':token')
  @HttpCode(HttpStatus.OK)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('sign-in.confirm', {
    summary: 'Confirms',
    isPage: true,
    acceptsForm: true,
    replies: { 200: 'text/html' },
    refuses: ['sign-in.expired'],
  })
  async confirm(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    try {
      const signedIn = await this.requests.ask(ConfirmSignIn, { token });
      return signedInPage(signedIn.token, this.config.PUBLIC_URL);
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.code !== 'sign-in.expired') throw error;
      void reply.status(HttpStatus.GONE);
      return expiredPage();
    }
  }
}
