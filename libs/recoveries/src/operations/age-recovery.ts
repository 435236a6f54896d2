import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { SYSTEM, UnitOfWork } from '@app/platform';

import { ChangeRecovery } from './change-recovery';

/** Sets the allowance of a recovery by its age (E31): money that is long overdue is doubtful. */
@Injectable()
export class AgeRecovery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeRecovery: ChangeRecovery,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the second run finds that nothing is due. */
  async run({ recoveryId }: { recoveryId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const locked = await this.changeRecovery.lock(tx, SYSTEM, recoveryId);
      const { nextAgeAt } = locked.recovery;
      if (nextAgeAt === null || nextAgeAt > this.clock.now()) return;
      await this.changeRecovery.apply(tx, locked, { actor: SYSTEM, step: 'age' });
    });
  }
}
