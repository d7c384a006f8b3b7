import { Controller } from '@nestjs/common';
import {
  FindDeliveries,
  PauseMail,
  ReportMail,
  ResumeMail,
  type MailReport,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { MailService } from './mail.service.js';

@Controller()
export class MailController {
  constructor(private readonly mail: MailService) {}

  @Answers(FindDeliveries)
  findDeliveries(
    input: ParsedInputOf<typeof FindDeliveries>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindDeliveries>> {
    return this.mail.findDeliveries(actor, input);
  }

  @Answers(ReportMail)
  report(_: ParsedInputOf<typeof ReportMail>, { actor }: RequestContext): Promise<MailReport> {
    return this.mail.report(actor);
  }

  @Answers(PauseMail)
  pause(_: ParsedInputOf<typeof PauseMail>, { actor }: RequestContext): Promise<MailReport> {
    return this.mail.pause(actor);
  }

  @Answers(ResumeMail)
  resume(_: ParsedInputOf<typeof ResumeMail>, { actor }: RequestContext): Promise<MailReport> {
    return this.mail.resume(actor);
  }
}
