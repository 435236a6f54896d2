import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError, HOUSE_LANE } from '@app/kernel';
import { AccountQueries, CloseAccount, ClosePeriod, balanceMinorOf } from '@app/ledger';
import type { Actor, Tx } from '@app/platform';

import { isInUse } from '../domain/chart-of-accounts';

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
    private readonly accounts: AccountQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses what `ClosePeriod` and `CloseAccount` refuse, an account on which events still book
   * (`accounting.account_in_use`), and one with something left on it
   * (`accounting.account_not_empty`).
   */
  async run(tx: Tx, { actor, reason, what }: BooksClosing): Promise<void> {
    const isPeriod = 'closedUntil' in what;
    if (isPeriod) {
      const closing = { closedUntil: what.closedUntil, actor: actor.id, reason };
      await this.closePeriod.run(tx, closing, this.clock.now());
    } else {
      if (isInUse(what.account)) throw accountInUse(what.account);
      await this.closeAccount.run(tx, { code: what.account, actor: actor.id, reason });
      await this.requireEmpty(tx, what.account);
    }
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: isPeriod ? 'books.period_closed' : 'books.account_closed',
      objectId: isPeriod ? what.closedUntil.toISOString() : what.account,
      reason,
    });
  }

  /** After the closing, which keeps all others from booking: what is seen now is the end. */
  private async requireEmpty(tx: Tx, code: string): Promise<void> {
    const turnover = await this.accounts.turnover(tx, { code });
    const left = turnover
      .map((line) => ({ currency: line.currency, minor: balanceMinorOf(line, 'debit') }))
      .filter(({ minor }) => minor !== 0n);
    if (left.length > 0) throw accountNotEmpty(code, left);
  }
}

function accountInUse(code: string): DomainError {
  return new DomainError('conflict', 'accounting.account_in_use', {
    en: `Events book on account ${code}: once closed, it would refuse for ever what has happened already. Only an account on which no event books can be closed.`,
    'zh-CN': `仍有业务事件使用科目 ${code}：一旦停用，已发生的业务将永远无法入账。只能停用没有事件使用的科目。`,
  });
}

function accountNotEmpty(
  code: string,
  left: readonly { readonly currency: string; readonly minor: bigint }[],
): DomainError {
  const currencies = left.map(({ currency }) => currency).join(', ');
  return new DomainError(
    'conflict',
    'accounting.account_not_empty',
    {
      en: `Account ${code} has a balance in ${currencies}. Book it to where it belongs, then close the account.`,
      'zh-CN': `科目 ${code} 尚有 ${currencies} 余额。请先将余额转至相应科目，再停用该科目。`,
    },
    {
      debitsLessCredits: left.map(({ currency, minor }) => ({
        currency,
        amountMinor: minor.toString(),
      })),
    },
  );
}
