import { Controller, type Type } from '@nestjs/common';
import {
  authorize,
  dropParked,
  listParked,
  pageVersions,
  replayParked,
  reportFacts,
  republish,
  type ParsedInputOf,
  type Service,
} from '#contracts';
import type { RequestContext } from '../context/request-context.js';
import { Answers } from '../requests/answers.js';
import { FactsReport } from './facts-report.js';
import { ParkedFacts } from './parked-facts.js';
import { Reconciliation } from './reconciliation.js';

type Of<D extends (service: Service) => Parameters<typeof Answers>[0]> = ParsedInputOf<ReturnType<D>>;

/** What every service answers to admins and the doctor about its facts; a class per service, as its name is in the subjects. */
export function factsController(service: Service): Type {
  @Controller()
  class FactsController {
    constructor(
      private readonly facts: FactsReport,
      private readonly parked: ParkedFacts,
      private readonly reconciliation: Reconciliation,
    ) {}

    @Answers(reportFacts(service))
    report(_input: object, { actor }: RequestContext) {
      authorize(actor, 'facts.operate');
      return this.facts.read();
    }

    @Answers(listParked(service))
    list({ cursor, limit }: Of<typeof listParked>, { actor }: RequestContext) {
      authorize(actor, 'facts.operate');
      return this.parked.list(cursor, limit);
    }

    @Answers(replayParked(service))
    async replay(key: Of<typeof replayParked>, { actor }: RequestContext) {
      authorize(actor, 'facts.operate');
      return { error: await this.parked.replay(key) };
    }

    @Answers(dropParked(service))
    async drop(key: Of<typeof dropParked>, { actor }: RequestContext) {
      authorize(actor, 'facts.operate');
      await this.parked.drop(key);
      return {};
    }

    @Answers(pageVersions(service))
    versions(input: Of<typeof pageVersions>, { actor }: RequestContext) {
      authorize(actor, 'facts.operate');
      return this.reconciliation.pageVersions(input);
    }

    @Answers(republish(service))
    async republish({ noun, ids }: Of<typeof republish>, { actor }: RequestContext) {
      authorize(actor, 'facts.operate');
      return { published: await this.reconciliation.republish(noun, ids) };
    }
  }
  return FactsController;
}
