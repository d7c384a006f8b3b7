import { Controller } from '@nestjs/common';
import { FindLedger, type Ledger, type ParsedInputOf } from '#contracts';
import { Answers, type RequestContext } from '#platform';
import { LedgerService } from './ledger.service.js';

@Controller()
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Answers(FindLedger)
  find(input: ParsedInputOf<typeof FindLedger>, { actor }: RequestContext): Promise<Ledger> {
    return this.ledger.find(input, actor);
  }
}
