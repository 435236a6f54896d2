import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { CloseAccount, ClosePeriod } from '@app/ledger';
import type { Actor, Tx } from '@app/platform';

export interface BooksClosing {
  readonly actor: Actor;
  readonly reason: string;
  /** All up to a moment, the first of the period that stays open; or one account of the chart. */
  readonly what: { readonly closedUntil: Date } | { readonly account: string };
}

/** Closes a period or an account for ever, and writes down who did it and why. */
@Injectable()
export class CloseBooks {
  constructor(
    private readonly closePeriod: ClosePeriod,
    private readonly closeAccount: CloseAccount,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses what `ClosePeriod` and `CloseAccount` refuse. */
  async run(tx: Tx, { actor, reason, what }: BooksClosing): Promise<void> {
    const isPeriod = 'closedUntil' in what;
    if (isPeriod) {
      const closing = { closedUntil: what.closedUntil, actor: actor.id, reason };
      await this.closePeriod.run(tx, closing, this.clock.now());
    } else {
      await this.closeAccount.run(tx, { code: what.account, actor: actor.id, reason });
    }
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: isPeriod ? 'books.period_closed' : 'books.account_closed',
      objectId: isPeriod ? what.closedUntil.toISOString() : what.account,
      reason,
    });
  }
}
