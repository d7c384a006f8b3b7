import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConfirmSignIn, GiveGrant, GrantInput } from '#contracts';
import { Requests } from '#platform';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { Authentication } from './authentication.js';

const SignInBody = z.strictObject(ConfirmSignIn.input.shape);
const GrantBody = z.strictObject(GrantInput.shape);

@ApiTags('People and access')
@Controller('v1')
export class AccessController {
  constructor(
    private readonly requests: Requests,
    private readonly authentication: Authentication,
  ) {}

  @Post('sign-in')
  @HttpCode(HttpStatus.OK)
  @Operation('sign-in.confirm', {
    summary: 'Uses a sign-in mail’s token, once, for a bearer token',
    isWrite: true,
    replies: { 200: ConfirmSignIn.output },
    refuses: ['sign-in.expired'],
  })
  confirm(@Body({ schema: SignInBody }) body: z.output<typeof SignInBody>) {
    return this.requests.ask(ConfirmSignIn, body);
  }

  @Post('grants')
  @Operation('grant.give', {
    summary: 'Gives a person a role',
    isWrite: true,
    replies: { 201: GiveGrant.output },
    refuses: ['not-found', 'city.unknown'],
  })
  async give(@Body({ schema: GrantBody }) body: z.output<typeof GrantBody>) {
    const grant = await this.requests.ask(GiveGrant, body);
    this.authentication.forgetAll();
    return grant;
  }
}
