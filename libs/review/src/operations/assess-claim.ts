import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import {
  AssignOwner,
  ChangeClaim,
  VICTIM_INFORMATION,
  clocksAfterWaiting,
  clocksAtCompletion,
  endClocks,
  pauseClocks,
  startClocks,
} from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';
import type { Assessment } from '@app/programs';

import { REVIEW_TEXTS } from '../domain/review-texts';
import { AssessFacts } from './assess-facts';
import type { AssessedClaim } from './assess-facts';
import { DecideClaim } from './decide-claim';

/** The automatic assessment of a claim; then it waits for evidence, for a person, or for money. */
@Injectable()
export class AssessClaim {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly assessFacts: AssessFacts,
    private readonly assignOwner: AssignOwner,
    private readonly decideClaim: DecideClaim,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat and to run twice at once: the second run finds the claim assessed. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      if (claim.status === 'received') {
        await this.changeClaim.apply(tx, claim, { actor: SYSTEM, to: 'assessing' });
      }
      if (claim.status !== 'assessing') return;
      const assessed = await this.assessFacts.run(tx, claim);
      const { assessment } = assessed;
      if (isForTheMachine(assessed)) {
        await this.approve(tx, claim, assessment);
        return;
      }
      const { id: assessmentId } = await this.assessFacts.keep(tx, claim, assessed);
      await this.audit.record(tx, {
        lane: claim.lane,
        actor: SYSTEM,
        action: 'claim.assessed',
        objectId: claim.id,
        facts: { assessmentId, recommendation: assessment.recommendation },
      });
      const missing = assessment.evidence.filter(
        ({ required, state }) => required && state === 'missing',
      );
      if (assessment.eligible && missing.length > 0) await this.askForEvidence(tx, claim, missing);
      else await this.handToReviewer(tx, claim, missing.length === 0);
    });
  }

  private async approve(tx: Tx, claim: ClaimEntity, assessment: Assessment): Promise<void> {
    await this.decideClaim.run(tx, SYSTEM, {
      claimId: claim.id,
      outcome: 'approve',
      lines: assessment.lines.map(({ lineId, award, reasonCode }) => ({
        lineId,
        award: Money.fromJson(award),
        reasonCode,
      })),
      reason: `${REVIEW_TEXTS.automatic['zh-CN']} ${REVIEW_TEXTS.automatic.en}`,
      evidenceWaivers: [],
      expectedVersion: null,
    });
  }

  private async askForEvidence(
    tx: Tx,
    claim: ClaimEntity,
    missing: Assessment['evidence'],
  ): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      to: 'awaiting_claimant',
      nextStep: 'add_evidence',
      set: { ownerId: await this.assignOwner.run(tx, claim) },
      clocks: (facts, rules) => {
        const at = this.clock.now();
        return [
          ...endClocks(['forward'], facts, { kind: 'met', at }),
          ...pauseClocks({ at, reason: VICTIM_INFORMATION }, facts, rules),
          ...startClocks({ name: 'information_requested', at }, facts, rules),
        ];
      },
      event: {
        kind: 'claim.evidence_needed',
        summary: REVIEW_TEXTS.evidenceNeeded(missing.map(({ label }) => label)),
      },
    });
  }

  private async handToReviewer(tx: Tx, claim: ClaimEntity, isComplete: boolean): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      to: 'in_review',
      nextStep: 'review',
      set: { ownerId: await this.assignOwner.run(tx, claim) },
      clocks: (facts, rules) => {
        const at = this.clock.now();
        const moved = isComplete ? clocksAtCompletion : clocksAfterWaiting;
        return [...endClocks(['forward'], facts, { kind: 'met', at }), ...moved(at, facts, rules)];
      },
      event: { kind: 'claim.in_review', summary: REVIEW_TEXTS.inReview },
    });
  }
}

/** Small, clean and complete, and no promise was broken from which a person has to conclude. */
function isForTheMachine({ assessment, isContested }: AssessedClaim): boolean {
  const { recommendation, approval } = assessment;
  return recommendation === 'approve' && approval.tier === 'automatic' && !isContested;
}
