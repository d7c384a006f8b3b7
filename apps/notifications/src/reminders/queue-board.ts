import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { ReminderQueue } from './reminder.queue.js';

const LOOPBACK = '127.0.0.1';
/** The board sets styles inline; its fonts from elsewhere are done without. */
const POLICY = `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'`;

/**
 * Bull Board over the alarm clock, to look at and no more, when BOARD_PORT is set. On loopback alone and never behind the
 * gateway: who may sign in to the machine is its only guard (ADR 0016).
 */
@Injectable()
export class QueueBoard implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(QueueBoard.name);
  private server?: FastifyInstance;

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig,
    private readonly alarms: ReminderQueue,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { BOARD_PORT } = this.config;
    if (BOARD_PORT === undefined) return;
    try {
      this.server = await this.build();
      this.logger.log(`alarms on ${await this.server.listen({ host: LOOPBACK, port: BOARD_PORT })}`);
    } catch (error) {
      // Of several instances on one machine the first has the port, and shows what is in Redis as well as any other.
      this.logger.warn(`the alarms are not shown: ${String(error)}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }

  private async build(): Promise<FastifyInstance> {
    // Loaded only where it is wanted.
    const [{ createBullBoard }, { BullMQAdapter }, { FastifyAdapter }] = await Promise.all([
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
      import('@bull-board/fastify'),
    ]);
    const serverAdapter = new FastifyAdapter();
    createBullBoard({
      queues: [new BullMQAdapter(this.alarms.queue, { readOnlyMode: true, allowRetries: false })],
      serverAdapter,
      options: { uiConfig: { boardTitle: 'Meridian' } },
    });
    const server = fastify();
    server.addHook('onRequest', async (request, reply) => {
      void reply.header('Content-Security-Policy', POLICY).header('X-Content-Type-Options', 'nosniff');
      const refusal = refusalOf(request);
      if (refusal) return reply.code(refusal).send();
    });
    await server.register(serverAdapter.registerPlugin());
    return server;
  }
}

/** Whatever the board offers, it may be read only; and by no page of a stranger whose name leads to loopback (DNS rebinding). */
function refusalOf({ method, hostname }: FastifyRequest): 403 | 405 | null {
  if (method !== 'GET' && method !== 'HEAD') return 405;
  return [LOOPBACK, 'localhost'].includes(hostname) ? null : 403;
}
