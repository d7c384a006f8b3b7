import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Metrics } from './metrics.js';

/** What of a service's facts has not gone its way: unpublished in the outbox, or parked. */
@Injectable()
export class OutboxMetrics {
  constructor(metrics: Metrics, dataSource: DataSource) {
    metrics.readGauge(
      { name: 'meridian_outbox_unpublished', help: 'Facts committed and not yet acknowledged by JetStream.' },
      () => dataSource.query(`SELECT count(*)::int AS value FROM outbox WHERE published_at IS NULL`),
    );
    metrics.readGauge(
      { name: 'meridian_outbox_oldest_seconds', help: 'Age of the oldest of them; 0 when there is none.' },
      () =>
        dataSource.query(
          `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float AS value
           FROM outbox WHERE published_at IS NULL`,
        ),
    );
    metrics.readGauge(
      {
        name: 'meridian_facts_parked',
        help: 'Facts that a consumer could not apply, put aside for people.',
        labelNames: ['consumer'],
      },
      () =>
        dataSource.query(
          `SELECT jsonb_build_object('consumer', consumer) AS labels, count(*)::int AS value
           FROM parked_facts GROUP BY consumer`,
        ),
    );
  }
}
