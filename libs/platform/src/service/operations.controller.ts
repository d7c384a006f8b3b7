import { Controller, type Type } from '@nestjs/common';
import { readClock, reportHealth, setClock, type DependencyHealth, type Service } from '#contracts';
import { Clock, type ClockReading } from '../clock/clock.js';
import { Health } from '../health/health.js';
import { Answers } from '../requests/answers.js';

/** What every service answers about itself; a class per service, because its name is in the subjects. */
export function operationsController(service: Service): Type {
  @Controller()
  class OperationsController {
    constructor(
      private readonly health: Health,
      private readonly clock: Clock,
    ) {}

    @Answers(reportHealth(service))
    async report(): Promise<{ dependencies: DependencyHealth[] }> {
      return { dependencies: await this.health.report() };
    }

    @Answers(readClock(service))
    read(): Promise<ClockReading> {
      return this.clock.read();
    }

    @Answers(setClock(service))
    set(input: { offsetMs: number }): Promise<ClockReading> {
      return this.clock.set(input.offsetMs);
    }
  }
  return OperationsController;
}
