import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ChangePreferencesByLink,
  FindPreferencesByLink,
  OPTIONAL_MAILS,
  RuleViolation,
  type OptionalMail,
  type Preferences,
} from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { readingLanguages } from '../pages/languages.js';
import { invalidMailsPage, mailsPage } from './mails.page.js';

/** The page's form sends the kinds that are wanted; a mail program's one click what RFC 8058 says (section 3.2). */
const Form = z
  .strictObject({
    'List-Unsubscribe': z.literal('One-Click').optional(),
    ...(Object.fromEntries(OPTIONAL_MAILS.map((mail) => [mail, z.literal('1').optional()])) as Record<
      OptionalMail,
      z.ZodOptional<z.ZodLiteral<'1'>>
    >),
  })
  .prefault({});
const OneClick = z.object({ off: z.enum(OPTIONAL_MAILS).default('reminders') });

/**
 * Where the links below mails lead. Mail scanners fetch links, so GET changes nothing. Works without scripts, and for
 * years: who gets mail can always do without it.
 */
@Controller('mails')
export class MailsController {
  constructor(private readonly requests: Requests) {}

  @Get(':token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('mails-link.use', {
    summary: 'Which mails a person wants',
    isPage: true,
    replies: { 200: 'text/html' },
    refuses: ['not-found'],
  })
  show(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    return this.page(reply, token, accepted, () => this.requests.ask(FindPreferencesByLink, { token }));
  }

  @Post(':token')
  @HttpCode(HttpStatus.OK)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation('mails-link.use', {
    summary:
      'Says which mails a person wants, or with one click of a mail program that they do without one kind',
    isPage: true,
    acceptsForm: true,
    replies: { 200: 'text/html' },
    refuses: ['not-found'],
  })
  save(
    @Param('token') token: string,
    @Query({ schema: OneClick }) { off }: z.output<typeof OneClick>,
    @Body({ schema: Form }) { 'List-Unsubscribe': oneClick, ...wanted }: z.output<typeof Form>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
  ): Promise<string> {
    return this.page(
      reply,
      token,
      accepted,
      async () => {
        const before = oneClick ? (await this.requests.ask(FindPreferencesByLink, { token })).off : [];
        const turnedOff = oneClick
          ? [...new Set([...before, off])]
          : OPTIONAL_MAILS.filter((mail) => !wanted[mail]);
        return this.requests.ask(ChangePreferencesByLink, { token, patch: { off: turnedOff } });
      },
      true,
    );
  }

  private async page(
    reply: FastifyReply,
    token: string,
    accepted: string | undefined,
    ask: () => Promise<Preferences>,
    isSaved = false,
  ): Promise<string> {
    const languages = readingLanguages(accepted);
    try {
      return mailsPage(token, await ask(), { languages, isSaved });
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.code !== 'not-found') throw error;
      void reply.status(HttpStatus.NOT_FOUND);
      return invalidMailsPage(languages);
    }
  }
}
