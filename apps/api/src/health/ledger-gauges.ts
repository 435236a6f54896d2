import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

import { Clock } from '@app/kernel';
import { LogQueries, judgeLog, secondsSince } from '@app/ledger';
import type { LogState } from '@app/ledger';
import { Metrics, UnitOfWork } from '@app/platform';

/** The state of the transparency log as gauges, read from the database when somebody looks. */
@Injectable()
export class LedgerGauges {
  private readonly gauges: ReturnType<typeof gaugesIn>;

  constructor(
    { registry }: Metrics,
    private readonly unitOfWork: UnitOfWork,
    private readonly log: LogQueries,
    private readonly clock: Clock,
  ) {
    this.gauges = gaugesIn(registry);
  }

  async update(): Promise<void> {
    const { reads } = this.unitOfWork;
    const state = await this.log.state(reads);
    const now = this.clock.now();
    const { status, oldestUnsealedSeconds } = judgeLog(state, now);
    const { unsealedAge, unsealed, size, sealedAt, stopped } = this.gauges;
    unsealedAge.set(oldestUnsealedSeconds);
    unsealed.set(await this.log.unsealed(reads));
    size.set(state.checkpoint?.size ?? 0);
    sealedAt.set((state.checkpoint?.sealedAt.getTime() ?? 0) / 1_000);
    stopped.set(status === 'stopped' ? 1 : 0);
    this.updatePublications(state, now);
  }

  private updatePublications({ checkpoint, publications }: LogState, now: Date): void {
    const { lag, failing } = this.gauges;
    // A place that is no longer in use must not stand there for ever.
    lag.reset();
    failing.reset();
    for (const { place, size, failingSince } of publications) {
      lag.set({ place }, Math.max(0, (checkpoint?.size ?? 0) - size));
      failing.set({ place }, secondsSince(failingSince, now));
    }
  }
}

function gaugesIn(registry: Registry) {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Gauge<Label> =>
    new Gauge({ name: `ganpei_ledger_${name}`, help, labelNames, registers: [registry] });
  return {
    unsealedAge: gauge('unsealed_age_seconds', 'Wait of the oldest journal without a seal.'),
    unsealed: gauge('unsealed_journals', 'Journals that wait for their seal.'),
    size: gauge('log_size_journals', 'Journals that the log holds.'),
    sealedAt: gauge('checkpoint_timestamp_seconds', 'Unix time of the latest checkpoint.'),
    stopped: gauge(
      'sealing_stopped',
      '1 while nothing is sealed because a published checkpoint is missing in the database.',
    ),
    lag: gauge(
      'publication_lag_journals',
      'Journals of the latest checkpoint that the place has not been told of.',
      ['place'],
    ),
    failing: gauge(
      'publication_failing_seconds',
      'For how long the place has refused checkpoints; 0 while it takes them.',
      ['place'],
    ),
  };
}
