import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError, HOUSE_LANE } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { PackLibrary } from '../pack-library';
import { ProgramVersionApprovalEntity } from '../persistence/program-version-approval.entity';
import { ProgramVersionQueries } from '../program-version.queries';
import type { ProposedVersion } from '../program-version.queries';
import { givenAlready, unknownVersion, versionWithdrawn } from '../proposal-refusals';
import { requireNotBegun, requirePublishable } from '../require-publishable';
import { requireSound } from '../require-sound';
import { isOfPerson } from '../same-person';

export interface VersionVerdict {
  readonly versionId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/**
 * The second pair of eyes on a version: publishes exactly what was proposed, or returns it, which
 * is possible until the first day of a published one as well.
 */
@Injectable()
export class ApproveVersion {
  constructor(
    private readonly standing: AccountStanding,
    private readonly packs: PackLibrary,
    private readonly versions: ProgramVersionQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses the proposer (`approval.own_hand`), what was withdrawn (`programs.version_withdrawn`),
   * a verdict that was given already (`approval.given_already`), to take back what is in force
   * (`requireNotBegun`) and, to approve, what `requireSound` and `requirePublishable` refuse by
   * now: a published version that this release of the product could not read would be refused by
   * every process, for good.
   */
  async run(tx: Tx, actor: Actor, input: VersionVerdict): Promise<ProposedVersion> {
    await this.standing.require(tx, actor);
    const { version, approval, withdrawal } = await this.proposed(tx, input.versionId);
    if (await isOfPerson(tx, actor, version.proposedBy)) throw ownHand();
    if (withdrawal !== null) throw versionWithdrawn();
    if (approval !== null) {
      const isObjection = approval.verdict === 'approve' && input.verdict === 'return';
      if (!isObjection) throw givenAlready();
      requireNotBegun(version.pack, this.clock.now());
    }
    if (input.verdict === 'approve') {
      // Of two versions of one pack at once the second one sees the first.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `program ${version.packId}`,
      ]);
      await this.packs.refresh(tx);
      requireSound(version.pack, version.cases);
      requirePublishable(version.pack, this.packs.list(), this.clock.now());
    }
    const given: ProgramVersionApprovalEntity = {
      versionId: version.id,
      packId: version.packId,
      version: version.version,
      digest: version.digest,
      proposedBy: version.proposedBy,
      verdict: input.verdict,
      note: input.note,
      approverId: actor.id,
      approvedAt: this.clock.now(),
    };
    await tx.insert(ProgramVersionApprovalEntity, given);
    await this.audit.record(tx, {
      lane: HOUSE_LANE,
      actor,
      action:
        input.verdict === 'approve' ? 'program.version_published' : 'program.version_returned',
      objectId: version.id,
      reason: input.note,
      facts: { pack: `${version.packId}@${version.version}`, digest: version.digest },
    });
    return { version, approval: given, withdrawal };
  }

  private async proposed(tx: Tx, id: string): Promise<ProposedVersion> {
    const found = await this.versions.byId(tx, id);
    if (found !== null) return found;
    throw unknownVersion();
  }
}

function ownHand(): DomainError {
  return new DomainError('conflict', 'approval.own_hand', {
    en: 'You proposed this version: another person has to approve it.',
    'zh-CN': '该版本由您提交，须由另一人批准。',
  });
}
