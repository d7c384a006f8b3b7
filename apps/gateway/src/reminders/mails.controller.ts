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
  MOST_OWN_RULES,
  OPTIONAL_MAILS,
  OWN_RULES,
  RuleViolation,
  type OptionalMail,
  type Preferences,
} from '#contracts';
import { Requests } from '#platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Operation } from '../http/operation.js';
import { readingLanguages } from '../pages/languages.js';
import { invalidMailsPage, mailsPage, ownField, type MailsPageState } from './mails.page.js';

type Field = OptionalMail | ReturnType<typeof ownField>;
const FIELDS: Field[] = [...OPTIONAL_MAILS, ...OWN_RULES.map(ownField)];

/**
 * The page's form sends the kinds and the rules that are wanted; a mail program's one click what RFC 8058 says
 * (section 3.2).
 */
const Form = z
  .strictObject({
    'List-Unsubscribe': z.literal('One-Click').optional(),
    ...(Object.fromEntries(FIELDS.map((field) => [field, z.literal('1').optional()])) as Record<
      Field,
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
    if (oneClick) {
      return this.page(
        reply,
        token,
        accepted,
        async () => {
          const before = await this.requests.ask(FindPreferencesByLink, { token });
          return this.change(token, { off: [...new Set([...before.off, off])] });
        },
        'saved',
      );
    }
    const preferences = {
      off: OPTIONAL_MAILS.filter((mail) => !wanted[mail]),
      reminders: OWN_RULES.filter((rule) => wanted[ownField(rule)]),
    };
    if (preferences.reminders.length > MOST_OWN_RULES) {
      const show = async () => {
        // Asked all the same: a link that is none of ours is told so.
        await this.requests.ask(FindPreferencesByLink, { token });
        return preferences;
      };
      return this.page(reply, token, accepted, show, 'too-many');
    }
    return this.page(reply, token, accepted, () => this.change(token, preferences), 'saved');
  }

  private change(token: string, patch: Partial<Preferences>): Promise<Preferences> {
    return this.requests.ask(ChangePreferencesByLink, { token, patch });
  }

  private async page(
    reply: FastifyReply,
    token: string,
    accepted: string | undefined,
    ask: () => Promise<Preferences>,
    state: MailsPageState = 'asking',
  ): Promise<string> {
    const languages = readingLanguages(accepted);
    try {
      const preferences = await ask();
      if (state === 'too-many') void reply.status(HttpStatus.UNPROCESSABLE_ENTITY);
      return mailsPage(token, preferences, { languages, state });
    } catch (error) {
      if (!(error instanceof RuleViolation) || error.code !== 'not-found') throw error;
      void reply.status(HttpStatus.NOT_FOUND);
      return invalidMailsPage(languages);
    }
  }
}
