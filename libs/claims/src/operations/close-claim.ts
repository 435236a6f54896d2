import { Injectable } from '@nestjs/common';

import { ZERO_WHEN_CLOSED } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock, DomainError } from '@app/kernel';
import { LedgerQueries } from '@app/ledger';
import type { Actor, Tx } from '@app/platform';

import { AppealQueries } from '../appeals.queries';
import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { endClocks } from '../domain/clock-moves';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

/** Closes a claim that is paid, denied or withdrawn, when its books are at rest. */
@Injectable()
export class CloseClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly appeals: AppealQueries,
    private readonly ledger: LedgerQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses a claim with an appeal that is still to be heard (`claim.appeal_waits`);
   * `claim.books_open` names the accounts on which something of the claim is left.
   */
  async run(
    tx: Tx,
    actor: Actor,
    input: { claimId: string; reason: string },
  ): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('close', { status: claim.status, role: actor.role });
    if ((await this.appeals.live(tx, claim)) !== null) throw appealWaits();
    const closed = await this.changeClaim.apply(tx, claim, {
      actor,
      to: 'closed',
      nextStep: null,
      clocks: (facts) => endClocks('all', facts, { kind: 'stopped', at: this.clock.now() }),
      event: { kind: 'claim.closed', summary: CLAIM_TEXTS.closed(input.reason) },
    });
    const turnover = await this.ledger.turnoverOfClaim(tx, claim.id);
    const open = turnover.filter(
      ({ code, debitMinor, creditMinor }) =>
        ZERO_WHEN_CLOSED.includes(code) && debitMinor !== creditMinor,
    );
    if (open.length > 0) throw booksOpen(open.map(({ code }) => code));
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.closed',
      objectId: claim.id,
      reason: input.reason,
    });
    return closed;
  }
}

function appealWaits(): DomainError {
  return new DomainError('conflict', 'claim.appeal_waits', {
    en: 'The claim cannot be closed: its appeal is heard next.',
    'zh-CN': '索赔不能结案：尚有申诉待处理。',
  });
}

function booksOpen(accounts: readonly string[]): DomainError {
  const list = accounts.join(', ');
  return new DomainError('conflict', 'claim.books_open', {
    en: `The claim cannot be closed: accounts ${list} are not at zero for it.`,
    'zh-CN': `索赔不能结案：科目 ${list} 余额不为零。`,
  });
}
