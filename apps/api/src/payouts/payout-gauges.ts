import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Limits } from '@app/audit';
import { Clock } from '@app/kernel';
import { bankBacklog, overduePayouts } from '@app/payouts';
import { Metrics, UnitOfWork } from '@app/platform';

/** Payouts that only people bring on, for Prometheus; read when asked for. */
@Injectable()
export class PayoutGauges {
  private readonly overdue: Gauge<'rail' | 'currency'>;
  private readonly backlog: Gauge<'stage'>;
  private readonly oldest: Gauge<'stage'>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly limits: Limits,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    const registers = [registry];
    this.overdue = new Gauge({
      name: 'ganpei_payouts_overdue',
      help: 'Payouts of which the rail has said for longer than it may that they are on their way.',
      labelNames: ['rail', 'currency'],
      registers,
    });
    this.backlog = new Gauge({
      name: 'ganpei_bank_backlog',
      help: 'What waits for people: instructions for a file, files for a release or to be fetched, reports.',
      labelNames: ['stage'],
      registers,
    });
    this.oldest = new Gauge({
      name: 'ganpei_bank_backlog_oldest_seconds',
      help: 'Age of the oldest of them.',
      labelNames: ['stage'],
      registers,
    });
  }

  async update(): Promise<void> {
    const { reads } = this.unitOfWork;
    const now = this.clock.now();
    const { pendingPayoutDays: pendingDays } = await this.limits.current(reads);
    this.overdue.reset();
    for (const { rail, currency, count } of await overduePayouts(reads, { now, pendingDays })) {
      this.overdue.set({ rail, currency }, count);
    }
    for (const { stage, count, oldestAt } of await bankBacklog(reads, now)) {
      this.backlog.set({ stage }, count);
      const ageMs = oldestAt === null ? 0 : now.getTime() - oldestAt.getTime();
      this.oldest.set({ stage }, ageMs / 1_000);
    }
  }
}
