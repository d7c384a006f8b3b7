import { Body, Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { invalidFields, readClock, RuleViolation, SERVICES, setClock } from '#contracts';
import { Requests } from '#platform';
import { InvalidDurationError, parseDuration } from '#time';
import { z } from 'zod';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Operation } from '../http/operation.js';

const ForwardBody = z.strictObject({ forward: z.string().max(40).describe('ISO 8601 duration: `P7D`.') });
const Moved = z.object({ now: z.string(), offsetMs: z.number() });

/** “A week later” in a second (DESIGN 6.10): every service's clock is moved to the same lead. */
@ApiTags('Demo')
@Controller('v1/demo/clock')
export class ClockController {
  constructor(
    private readonly requests: Requests,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Operation('clock.forward', {
    summary: 'Moves the clock forward; only in the demo and in tests',
    isWrite: true,
    replies: { 200: Moved },
    refuses: ['clock.fixed'],
  })
  async forward(@Body({ schema: ForwardBody }) { forward }: z.output<typeof ForwardBody>) {
    if (!this.config.DEMO_CLOCK) {
      throw new RuleViolation('clock.fixed', 'The clock moves only in the demo and in tests (DEMO_CLOCK=1).');
    }
    const ms = millisecondsOf(forward);
    // A service that missed an earlier move is taken along: all get the lead of the furthest.
    const clocks = await Promise.all(SERVICES.map((service) => this.requests.ask(readClock(service), {})));
    const offsetMs = Math.max(...clocks.map((clock) => clock.offsetMs)) + ms;
    const moved = await Promise.all(
      SERVICES.map((service) => this.requests.ask(setClock(service), { offsetMs })),
    );
    return { now: moved[0]!.now, offsetMs };
  }
}

function millisecondsOf(duration: string): number {
  try {
    return parseDuration(duration).toMillis();
  } catch (error) {
    if (error instanceof InvalidDurationError)
      throw invalidFields([{ path: 'forward', message: error.message }]);
    throw error;
  }
}
