import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Clock } from '@app/kernel';
import { WebhookQueries } from '@app/messaging';
import { Metrics, UnitOfWork } from '@app/platform';

/** What is to be posted to other systems, for Prometheus; read when it is asked for. */
@Injectable()
export class WebhookGauges {
  private readonly pending: Gauge;
  private readonly oldest: Gauge;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: WebhookQueries,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    const registers = [registry];
    this.pending = new Gauge({
      name: 'ganpei_webhooks_pending',
      help: 'Events that endpoints are owed and have not got.',
      registers,
    });
    this.oldest = new Gauge({
      name: 'ganpei_webhook_oldest_pending_seconds',
      help: 'For how long the oldest of them has waited; 0 when there is none.',
      registers,
    });
  }

  async update(): Promise<void> {
    const { pending, oldestQueuedAt } = await this.queries.figures(this.unitOfWork.reads);
    const now = this.clock.now();
    this.pending.set(pending);
    this.oldest.set(
      oldestQueuedAt === null ? 0 : (now.getTime() - oldestQueuedAt.getTime()) / 1_000,
    );
  }
}
