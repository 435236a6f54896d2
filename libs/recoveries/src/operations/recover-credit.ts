import { Injectable } from '@nestjs/common';

import { ChangeClaim, wallTime } from '@app/claims';
import { Clock } from '@app/kernel';
import { HandOnShortfall } from '@app/payouts';
import { SYSTEM, UnitOfWork } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';

import { termOf } from '../domain/recovery-terms';
import { RECOVERY_TEXTS } from '../domain/recovery-texts';
import { newRecovery } from '../new-recovery';
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
      const shortfall = await this.handOnShortfall.run(tx, claim);
      if (shortfall === null) return;
      const { money } = shortfall;
      const pack = await this.packs.pinned(tx, claim);
      const calendar = calendarOf(pack.calendar);
      const due = dueAt(this.clock.now(), termOf(pack, 'credit'), calendar);
      const owed = { kind: 'credit', party: 'claimant', money, owedUntil: due } as const;
      const row = newRecovery(claim, owed);
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
