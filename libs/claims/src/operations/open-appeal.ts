import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { SYSTEM, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { AppealQueries } from '../appeals.queries';
import { isSettledStatus, mayCommand } from '../domain/claim-lifecycle';
import { LIFE_TEXTS } from '../domain/life-texts';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { OpenAgain } from './open-again';

/** Opens the appeal that a claim kept while its payout was on its way, once that is at rest. */
@Injectable()
export class OpenAppeal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly openAgain: OpenAgain,
    private readonly appeals: AppealQueries,
    private readonly audit: AuditTrail,
  ) {}

  /** Safe to repeat, to run twice at once, and too early: the claim says how it stands. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      if (isSettledStatus(claim.status)) await this.hear(tx, claim);
    });
  }

  /**
   * For whoever has locked a claim of which nobody is paid any more: false when no appeal waits for
   * that. However its payouts ended, who appealed is heard.
   */
  async hear(tx: Tx, claim: ClaimEntity): Promise<boolean> {
    if (!mayCommand('appeal', { status: claim.status, role: SYSTEM.role })) return false;
    const appeal = await this.appeals.live(tx, claim);
    if (appeal === null) return false;
    await this.openAgain.run(tx, claim, {
      actor: SYSTEM,
      reopeningId: appeal.id,
      lineIds: appeal.lineIds,
      isAppeal: true,
      event: { kind: 'appeal.opened', summary: LIFE_TEXTS.appealOpened },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'appeal.opened',
      objectId: claim.id,
      facts: { appealId: appeal.id },
    });
    return true;
  }
}
