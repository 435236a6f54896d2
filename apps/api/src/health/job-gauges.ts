import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Clock } from '@app/kernel';
import { secondsSince } from '@app/ledger';
import { JobCanaryQueries, Metrics, REDIS_QUEUES, SweepFailures, UnitOfWork } from '@app/platform';
import type { RedisQueues } from '@app/platform';

/** Whether jobs are done, and lost ones found, by whichever process: read when somebody looks. */
@Injectable()
export class JobGauges {
  private readonly gauges: ReturnType<typeof gaugesIn>;

  constructor(
    { registry }: Metrics,
    private readonly unitOfWork: UnitOfWork,
    private readonly canaries: JobCanaryQueries,
    private readonly failures: SweepFailures,
    private readonly clock: Clock,
    @Inject(REDIS_QUEUES) private readonly redis: RedisQueues | null,
  ) {
    this.gauges = gaugesIn(registry);
  }

  async update(): Promise<void> {
    const { reads } = this.unitOfWork;
    const place = this.redis === null ? 'postgres' : 'redis';
    const { canaryAgeSeconds } = await this.canaries.standing(reads, place);
    const { canaryAge, failures, failing } = this.gauges;
    canaryAge.set(canaryAgeSeconds);
    const now = this.clock.now();
    for (const { queue, failures: count, failingSince } of await this.failures.all(reads)) {
      failures.set({ queue }, Number(count));
      failing.set({ queue }, secondsSince(failingSince, now));
    }
  }
}

function gaugesIn(registry: Metrics['registry']) {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Gauge<Label> => new Gauge({ name: `ganpei_${name}`, help, labelNames, registers: [registry] });
  return {
    canaryAge: gauge(
      'job_canary_age_seconds',
      'Since the last job that is known to have been done; one is enqueued each 30 s for this.',
    ),
    failures: gauge(
      'sweep_failures',
      'How often lost jobs of a kind could not be looked for, or work was not given a new one.',
      ['queue'],
    ),
    failing: gauge(
      'sweep_failing_seconds',
      'For how long no round of the sweep went well for a kind of job; 0 when the newest one did.',
      ['queue'],
    ),
  };
}
