import { Injectable } from '@nestjs/common';

import { ChangeClaim, wallTime } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { HandOnShortfall } from '@app/payouts';
import { SYSTEM, UnitOfWork } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';

import { termOf } from '../domain/recovery-terms';
import { RECOVERY_TEXTS } from '../domain/recovery-texts';
import { ChangeRecovery } from './change-recovery';

/**
 * Takes over what a claimant owes of a credit that was taken back. It stands in the books already
 * (E14); from here on it is repaid, ages and is written off as every other recovery is.
 */
@Injectable()
export class RecoverCredit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly changeRecovery: ChangeRecovery,
    private readonly handOnShortfall: HandOnShortfall,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat and to run twice at once: what is owed is handed on once. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      const owed = await this.handOnShortfall.run(tx, claim);
      if (owed === null) return;
      const { money } = owed;
      const pack = await this.packs.pinned(tx, claim);
      const calendar = calendarOf(pack.calendar);
      const due = dueAt(this.clock.now(), termOf(pack, 'credit'), calendar);
      const row = {
        ...{ lane: claim.lane, id: newId('rcv', claim.lane), claimId: claim.id },
        ...{ kind: 'credit' as const, party: 'claimant', counterpartyId: null, decisionId: null },
        ...{ currency: money.currency, requestedMinor: money.amountMinor },
        ...{ agreedMinor: money.amountMinor, receivedMinor: 0n, writtenOffMinor: 0n },
        ...{ allowanceMinor: 0n, status: 'requested' as const, dueAt: due, nextAgeAt: null },
      };
      await this.changeRecovery.open(tx, claim, row, { actor: SYSTEM });
      await this.changeClaim.apply(tx, claim, {
        actor: SYSTEM,
        command: 'recover',
        event: {
          kind: 'credit.owed',
          summary: RECOVERY_TEXTS.creditOwed(money, wallTime(due, calendar)),
        },
      });
    });
  }
}
