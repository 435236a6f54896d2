import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { isId, laneOfId } from '@app/kernel';
import { SYSTEM, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { EVIDENCE_TEXTS } from '../domain/evidence-texts';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { ClaimEvidencePreparationEntity } from '../persistence/claim-evidence-preparation.entity';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssessAnew } from './assess-anew';
import { ChangeClaim } from './change-claim';

/** Takes a file away from everybody in which a scanner found something, and tells the claimant. */
@Injectable()
export class QuarantineEvidence {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly assessAnew: AssessAnew,
    private readonly packs: PackLibrary,
    private readonly evidence: EvidenceQueries,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The file counts as handed in no more, so that what the decision stands on has changed and an
   * undecided claim is assessed again. Safe to repeat.
   */
  async run({ evidenceId, threat }: { evidenceId: string; threat: string }): Promise<void> {
    if (!isId(evidenceId, 'evd')) return;
    const key = { lane: laneOfId(evidenceId), evidenceId };
    await this.unitOfWork.transaction(async (tx) => {
      const { claimId } = await tx.findOneByOrFail(ClaimEvidenceEntity, {
        lane: key.lane,
        id: evidenceId,
      });
      const claim = await this.changeClaim.lock(tx, claimId);
      const found = await this.evidence.byId(tx, evidenceId);
      if (found === null || found.preparation.scan === 'infected') return;
      const row = { scan: 'infected', threat, dueAt: null } as const;
      await tx.update(ClaimEvidencePreparationEntity, key, row);
      await this.tell(tx, claim, { evidence: found.evidence, threat });
    });
  }

  private async tell(
    tx: Tx,
    claim: ClaimEntity,
    { evidence, threat }: { evidence: ClaimEvidenceEntity; threat: string },
  ): Promise<void> {
    const pack = await this.packs.pinned(tx, claim);
    const { item, fileName } = evidence;
    const label = pack.evidence.find(({ id }) => id === item)?.label ?? { en: item, 'zh-CN': item };
    const summary = EVIDENCE_TEXTS.quarantined(label, fileName, threat);
    const event = { kind: 'evidence.quarantined', summary };
    await this.assessAnew.run(tx, claim, { actor: SYSTEM, command: 'quarantine_evidence', event });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'evidence.quarantined',
      objectId: claim.id,
      facts: { evidenceId: evidence.id, sha256: evidence.sha256, threat },
    });
  }
}
