import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { findContext } from '../context/request-context.js';
import type { PlatformOptions } from '../service/platform-options.js';

/** A database error carries the values of its statement, among them people's addresses: they stay out of logs. */
function withoutValues(error: Record<string, unknown>): Record<string, unknown> {
  const { parameters: _parameters, detail: _detail, driverError: _driverError, ...rest } = error;
  return rest;
}

/** JSON lines with the service's name and the trace id, from HTTP to the last consumer. No bodies, no headers, no addresses. */
export function loggingModule({ name, config }: PlatformOptions): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      name,
      level: config.LOG_LEVEL,
      autoLogging: false,
      quietReqLogger: true,
      serializers: { err: withoutValues },
      mixin: () => {
        const trace = findContext()?.trace;
        return trace ? { traceId: trace.traceId } : {};
      },
    },
  });
}
