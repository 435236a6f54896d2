import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Reads } from '@app/platform';
import { ReceiptQueries } from '@app/recoveries';
import type { ReceiptEntity } from '@app/recoveries';

import { presentReceipt } from './present-recovery';

/** Receipts as JSON, with what was matched of them and what is proposed. */
@Injectable()
export class ReceiptPresenter {
  constructor(
    private readonly receipts: ReceiptQueries,
    private readonly clock: Clock,
  ) {}

  async one(reads: Reads, receipt: ReceiptEntity): Promise<object> {
    return (await this.of(reads, [receipt]))(receipt);
  }

  /** How each of some receipts is presented. */
  async of(
    reads: Reads,
    receipts: readonly ReceiptEntity[],
  ): Promise<(receipt: ReceiptEntity) => object> {
    const ids = receipts.map(({ id }) => id);
    const known = {
      matches: await this.receipts.matches(reads, ids),
      proposed: await this.receipts.proposed(reads, ids),
    };
    return (receipt) => presentReceipt(receipt, known, this.clock.now());
  }
}
