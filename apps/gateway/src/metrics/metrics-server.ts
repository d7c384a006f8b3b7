import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Metrics } from '#platform';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';

/**
 * The gateway's metrics, on an address of their own. Not a route of the API that only loopback may read: behind a
 * proxy on the same machine every visitor comes from loopback.
 */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MetricsServer.name);
  private readonly server: Server;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    metrics: Metrics,
  ) {
    this.server = createServer((request, reply) => {
      if (request.method !== 'GET' || request.url !== '/metrics') {
        reply.writeHead(404).end();
        return;
      }
      metrics.scrape().then(
        (text) => reply.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
        (error: unknown) => {
          this.logger.error(error);
          reply.writeHead(500).end();
        },
      );
    });
  }

  /** Where it listens; `http://127.0.0.1:9464`. */
  get url(): string {
    const { address, family, port } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT, METRICS_HOST } = this.config;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(METRICS_PORT, METRICS_HOST, resolve);
    });
    this.logger.log(`metrics on ${this.url}/metrics`);
  }

  async onApplicationShutdown(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
