import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Metrics, REDIS_QUEUES } from '@app/platform';
import type { RedisQueues } from '@app/platform';

/** How the queue on Redis is, asked when somebody looks; nothing where jobs are in PostgreSQL. */
@Injectable()
export class QueueGauges {
  private readonly gauges: ReturnType<typeof gaugesIn> | null;

  constructor(
    { registry }: Metrics,
    @Inject(REDIS_QUEUES) private readonly redis: RedisQueues | null,
  ) {
    this.gauges = redis === null ? null : gaugesIn(registry);
  }

  async update(): Promise<void> {
    const { gauges, redis } = this;
    if (gauges === null || redis === null) return;
    const { status, facts } = await redis.standing();
    gauges.well.set(status === 'ok' ? 1 : 0);
    gauges.memory.set(facts?.memoryRatio ?? 0);
    gauges.missed.set(redis.missedJobs);
  }
}

function gaugesIn(registry: Metrics['registry']) {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `ganpei_queue_${name}`, help, registers: [registry] });
  return {
    well: gauge('well', '1 while Redis answers, keeps what it is given and has memory left.'),
    memory: gauge('memory_ratio', 'Memory that Redis uses of what it may; 0 without a limit.'),
    missed: gauge(
      'missed_jobs',
      'Jobs that this process could not add since it started; the sweep finds their work.',
    ),
  };
}
