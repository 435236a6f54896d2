import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { restingRails } from '@app/payouts';
import { Metrics, UnitOfWork } from '@app/platform';

/** Which rails rest because they have fallen silent, read from the database when somebody looks. */
@Injectable()
export class RailGauges {
  private readonly resting: Gauge<'rail'>;

  constructor(
    { registry }: Metrics,
    private readonly unitOfWork: UnitOfWork,
  ) {
    this.resting = new Gauge({
      name: 'ganpei_rail_resting',
      help: '1 while nothing new is sent over the rail, or one payout tries, because it has fallen silent.',
      labelNames: ['rail'],
      registers: [registry],
    });
  }

  async update(): Promise<void> {
    this.resting.reset();
    for (const { rail } of await restingRails(this.unitOfWork.reads)) this.resting.set({ rail }, 1);
  }
}
