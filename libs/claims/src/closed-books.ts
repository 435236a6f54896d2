import { Injectable } from '@nestjs/common';

import { ZERO_WHEN_CLOSED } from '@app/accounting';
import { DomainError } from '@app/kernel';
import { LedgerQueries } from '@app/ledger';
import type { Reads } from '@app/platform';

import { mergeCredited } from './domain/mergeable';

/** Looks whether nothing is left of a claim that is closed. */
@Injectable()
export class ClosedBooks {
  constructor(private readonly ledger: LedgerQueries) {}

  /** `claim.books_open` names the accounts on which something of the claim is left. */
  async require(reads: Reads, claimId: string): Promise<void> {
    const turnover = await this.ledger.turnoverOfClaim(reads, claimId);
    const open = turnover.filter(
      ({ code, debitMinor, creditMinor }) =>
        ZERO_WHEN_CLOSED.includes(code) && debitMinor !== creditMinor,
    );
    if (open.length > 0) throw booksOpen(open.map(({ code }) => code));
  }

  /**
   * Refuses a duplicate with money on it that was paid ahead (`claim.merge_credited`): nobody would
   * say any more what becomes of that.
   */
  async requireUncredited(reads: Reads, claimId: string): Promise<void> {
    const turnover = await this.ledger.turnoverOfClaim(reads, claimId);
    const isCredited = turnover.some(
      ({ code, debitMinor, creditMinor }) => code === CREDITED && debitMinor !== creditMinor,
    );
    if (isCredited) throw mergeCredited();
  }
}

/** Money that was paid on condition, before a decision. */
const CREDITED = '1150';

function booksOpen(accounts: readonly string[]): DomainError {
  const list = accounts.join(', ');
  return new DomainError('conflict', 'claim.books_open', {
    en: `The claim cannot be closed: accounts ${list} are not at zero for it.`,
    'zh-CN': `索赔不能结案：科目 ${list} 余额不为零。`,
  });
}
