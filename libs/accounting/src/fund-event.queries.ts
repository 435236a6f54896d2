import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';

import type { PageRequest, Reads } from '@app/platform';

import { FundEventEntity } from './persistence/fund-event.entity';

/** Reads what happened to the fund of a currency: alarms, and top-ups that were ordered. */
@Injectable()
export class FundEventQueries {
  /** One row more than the page holds, newest first. */
  async list(reads: Reads, currency: string, page: PageRequest): Promise<FundEventEntity[]> {
    const after = page.after === undefined ? {} : { id: LessThan(page.after) };
    return reads.find(FundEventEntity, {
      where: { currency, ...after },
      order: { id: 'DESC' },
      take: page.limit + 1,
    });
  }
}
