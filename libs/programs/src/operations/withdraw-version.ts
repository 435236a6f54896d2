import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError, HOUSE_LANE } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { ProgramVersionWithdrawalEntity } from '../persistence/program-version-withdrawal.entity';
import { ProgramVersionQueries } from '../program-version.queries';
import type { ProposedVersion } from '../program-version.queries';
import { givenAlready, unknownVersion, versionWithdrawn } from '../proposal-refusals';
import { isOfPerson } from '../same-person';

export interface VersionWithdrawal {
  readonly versionId: string;
  readonly reason: string;
}

/** Takes a proposal back before another person has judged it: nobody can approve it then. */
@Injectable()
export class WithdrawVersion {
  constructor(
    private readonly standing: AccountStanding,
    private readonly versions: ProgramVersionQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses everybody but the person who proposed it (`programs.not_your_proposal`), what has been
   * judged (`approval.given_already`) or withdrawn already (`programs.version_withdrawn`).
   */
  async run(tx: Tx, actor: Actor, input: VersionWithdrawal): Promise<ProposedVersion> {
    await this.standing.require(tx, actor);
    const found = await this.versions.byId(tx, input.versionId);
    if (found === null) throw unknownVersion();
    const { version, approval } = found;
    if (!(await isOfPerson(tx, actor, version.proposedBy))) throw notYours();
    if (approval !== null) throw givenAlready();
    if (found.withdrawal !== null) throw versionWithdrawn();
    const withdrawal: ProgramVersionWithdrawalEntity = {
      versionId: version.id,
      reason: input.reason,
      withdrawnBy: actor.id,
      withdrawnAt: this.clock.now(),
    };
    await tx.insert(ProgramVersionWithdrawalEntity, withdrawal);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action: 'program.version_withdrawn',
      objectId: version.id,
      reason: input.reason,
      facts: { pack: `${version.packId}@${version.version}`, digest: version.digest },
    });
    return { version, approval, withdrawal };
  }
}

function notYours(): DomainError {
  return new DomainError('conflict', 'programs.not_your_proposal', {
    en: 'Only whoever proposed a version withdraws it. As somebody who approves you can return it (POST …/approvals).',
    'zh-CN': '只有提交人可以撤回该版本；复核人员可将其退回（POST …/approvals）。',
  });
}
