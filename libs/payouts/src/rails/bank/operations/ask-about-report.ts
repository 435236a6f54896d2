import { Injectable } from '@nestjs/common';

import type { Tx } from '@app/platform';

import { payoutIdOfKey } from '../../../domain/payout-order';
import { lockPayout } from '../../../lock-payout';
import { AskNow } from '../../../operations/ask-now';
import type { RailNoticeType } from '../../payout-rail';
import { TOLD } from '../ending-words';
import type { BankReportLineEntity } from '../persistence/bank-report-line.entity';

/** Makes us ask about each payout that a report speaks of: the rail answers with what it says. */
@Injectable()
export class AskAboutReport {
  constructor(private readonly askNow: AskNow) {}

  /** Payouts by their ids, as everybody locks them; the last word of a report about one counts. */
  async run(tx: Tx, lines: readonly BankReportLineEntity[]): Promise<void> {
    const told = new Map<string, RailNoticeType | null>();
    for (const { isMatched, key, word } of lines) {
      const payoutId = isMatched && key !== null ? payoutIdOfKey(key) : null;
      if (payoutId !== null) told.set(payoutId, TOLD[word] ?? told.get(payoutId) ?? null);
    }
    for (const payoutId of [...told.keys()].sort()) {
      const payout = await lockPayout(tx, payoutId);
      if (payout !== null) await this.askNow.run(tx, payout, told.get(payoutId) ?? null);
    }
  }
}
