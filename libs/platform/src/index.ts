export { Clock, type ClockReading } from './clock/clock.js';
export {
  processSettings,
  readConfig,
  serviceSettings,
  type ProcessConfig,
  type ServiceConfig,
} from './config.js';
export { Deadline } from './context/deadline.js';
export { currentContext, runInContext, type RequestContext } from './context/request-context.js';
export { continueTrace, newTrace, toTraceparent, type Trace } from './context/trace.js';
export { columnsOf, updateOf, type RowUpdate } from './database/columns.js';
export { readCursor, toPage, type SortKey } from './database/paging.js';
export type { Command, Outcome } from './database/idempotency-batch.js';
export { postgresOptions } from './database/postgres-options.js';
export { Transactions, type Tx } from './database/transactions.js';
export { brokenUniqueConstraint } from './database/violations.js';
export { Consumes, type Fact } from './facts/consumes.js';
export { envelopeOf } from './facts/outbox.js';
export type { CopiedAggregate, OwnedAggregate } from './facts/reconciliation.js';
export { OutboxRelay } from './facts/outbox-relay.js';
export { Health } from './health/health.js';
export { isId, newId } from './ids.js';
export { BatchMetrics } from './metrics/batch-metrics.js';
export { Metrics } from './metrics/metrics.js';
export { REQUEST_SECONDS } from './metrics/request-metrics.js';
export { Nats } from './nats/nats-connection.js';
export { Answers } from './requests/answers.js';
export { Requests, type AskOptions } from './requests/requests.js';
export { PLATFORM_OPTIONS, type PlatformOptions } from './service/platform-options.js';
export { PlatformModule } from './service/platform.module.js';
export { startService } from './service/start-service.js';
export { Signals } from './signals/signals.js';
export { WorkLoop, type WorkLoopOptions } from './work/work-loop.js';
