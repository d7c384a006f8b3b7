import { Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MailReport, PauseMail, ReportMail, ResumeMail } from '#contracts';
import { Requests } from '#platform';
import { Operation } from '../http/operation.js';

/** How mail goes, and its switch, for admins. */
@ApiTags('Reminders')
@Controller('v1/admin/mail')
export class MailAdminController {
  constructor(private readonly requests: Requests) {}

  @Get()
  @Operation('mail.operate', {
    summary:
      'How far each notice to many has come, what is overdue, and what became of the mails of the last 24 hours',
    replies: { 200: MailReport },
  })
  report() {
    return this.requests.ask(ReportMail, {});
  }

  @Post('pause')
  @HttpCode(HttpStatus.OK)
  @Operation('mail.operate', {
    summary: 'Stops mail: what comes waits, and nothing is lost',
    isWrite: true,
    replies: { 200: MailReport },
  })
  pause() {
    return this.requests.ask(PauseMail, {});
  }

  @Post('resume')
  @HttpCode(HttpStatus.OK)
  @Operation('mail.operate', {
    summary: 'Lets mail go out again, as far as it is still right to send it',
    isWrite: true,
    replies: { 200: MailReport },
  })
  resume() {
    return this.requests.ask(ResumeMail, {});
  }
}
