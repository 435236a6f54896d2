import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Clock } from '@app/kernel';
import { Metrics, UnitOfWork } from '@app/platform';
import { ReceiptQueries } from '@app/recoveries';

/** Money in suspense as gauges, which must go to zero; read when it is asked for. */
@Injectable()
export class ReceiptGauges {
  private readonly count: Gauge<'currency'>;
  private readonly unmatched: Gauge<'currency'>;
  private readonly oldest: Gauge<'currency'>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly receipts: ReceiptQueries,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    const gauge = (name: string, help: string): Gauge<'currency'> =>
      new Gauge({
        name: `ganpei_receipts_${name}`,
        help,
        labelNames: ['currency'],
        registers: [registry],
      });
    this.count = gauge('unmatched', 'Receipts that are not matched in full.');
    this.unmatched = gauge('unmatched_minor_units', 'What of receipts is not matched.');
    this.oldest = gauge('oldest_unmatched_seconds', 'Age of the oldest of them.');
  }

  async update(): Promise<void> {
    const now = this.clock.now();
    const found = await this.receipts.unmatched(this.unitOfWork.reads);
    for (const gauge of [this.count, this.unmatched, this.oldest]) gauge.reset();
    for (const { currency, count, unmatchedMinor, oldestAt } of found) {
      this.count.set({ currency }, count);
      this.unmatched.set({ currency }, Number(unmatchedMinor));
      this.oldest.set({ currency }, (now.getTime() - oldestAt.getTime()) / 1_000);
    }
  }
}
