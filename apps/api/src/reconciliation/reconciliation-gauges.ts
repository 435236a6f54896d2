import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Clock } from '@app/kernel';
import { openBreakCounts } from '@app/payouts';
import { Metrics, UnitOfWork } from '@app/platform';

/** What the last comparisons with statements left open, for Prometheus; read when asked for. */
@Injectable()
export class ReconciliationGauges {
  private readonly breaks: Gauge<'rail' | 'currency' | 'age'>;
  private readonly age: Gauge<'rail' | 'currency'>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    const registers = [registry];
    this.breaks = new Gauge({
      name: 'ganpei_reconciliation_open_breaks',
      help: 'Differences between books and statements that have not ended, by their age.',
      labelNames: ['rail', 'currency', 'age'],
      registers,
    });
    this.age = new Gauge({
      name: 'ganpei_reconciliation_age_seconds',
      help: 'How long ago an account was last compared with its statements.',
      labelNames: ['rail', 'currency'],
      registers,
    });
  }

  async update(): Promise<void> {
    const now = this.clock.now();
    for (const found of await openBreakCounts(this.unitOfWork.reads, now)) {
      const { rail, currency, reconciledAt, ages } = found;
      for (const [age, count] of Object.entries(ages)) {
        this.breaks.set({ rail, currency, age }, count);
      }
      const since = reconciledAt?.getTime() ?? 0;
      this.age.set({ rail, currency }, (now.getTime() - since) / 1_000);
    }
  }
}
