import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import type { Tx } from '@app/platform';

import { LedgerPeriodClosingEntity } from '../persistence/ledger-period-closing.entity';

export interface PeriodClosing {
  /** The first moment of the period that stays open. */
  readonly closedUntil: Date;
  readonly actor: string;
  readonly reason: string;
}

/** Closes the books up to a moment: no balance as of an earlier one can change any more. */
@Injectable()
export class ClosePeriod {
  /**
   * Waits until everybody who posts at this moment has committed. Refuses a moment in the future or
   * not after the last closing (`ledger.period_not_closable`). `now` is the caller's clock.
   */
  async run(tx: Tx, { closedUntil, actor, reason }: PeriodClosing, now: Date): Promise<void> {
    const [last] = await tx.find(LedgerPeriodClosingEntity, {
      order: { closedUntil: 'DESC' },
      take: 1,
    });
    if (closedUntil > now || (last !== undefined && closedUntil <= last.closedUntil)) {
      const from = last?.closedUntil.toISOString() ?? 'the beginning';
      throw new DomainError('conflict', 'ledger.period_not_closable', {
        en: `The books can be closed up to a moment after ${from} that is over, not ${closedUntil.toISOString()}.`,
        'zh-CN': `结账时点须晚于上次结账且不得在未来：${closedUntil.toISOString()}。`,
      });
    }
    await tx.insert(LedgerPeriodClosingEntity, { closedUntil, closedBy: actor, reason });
  }
}
