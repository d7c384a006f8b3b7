import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { findContext } from '../context/request-context.js';
import type { PlatformOptions } from '../service/platform-options.js';

/** JSON lines with the service's name and the trace id, from HTTP to the last consumer. No bodies, no headers, no addresses. */
export function loggingModule({ name, config }: PlatformOptions): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      name,
      level: config.LOG_LEVEL,
      autoLogging: false,
      quietReqLogger: true,
      mixin: () => {
        const trace = findContext()?.trace;
        return trace ? { traceId: trace.traceId } : {};
      },
    },
  });
}
