import { Inject, Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { ClaimQueries, isContested } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { INSTALLATION_SECRET, SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';
import type { Assessment } from '@app/programs';

import { DecisionPlanner } from '../decision/decision-planner';
import type { DecisionInput } from '../decision/decision-planner';
import { isForTheMachine } from '../domain/automatic-approval';
import { isInQaSample } from '../domain/qa-sample';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { ReviewQueries } from '../review.queries';
import type { HeldAssessment } from './assess-facts';
import { DecideClaim } from './decide-claim';

/** What the machine did: it approved, or left the claim to people, as a sample or for a reason. */
export type MachineVerdict = 'approved' | 'sampled' | 'left';

/** The machine's part in deciding: it approves what is small, complete and clean, and no more. */
@Injectable()
export class DecideAutomatically {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly planner: DecisionPlanner,
    private readonly decideClaim: DecideClaim,
    private readonly limits: Limits,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  /**
   * Approves a claim whose lines this transaction holds, with a note of why, where the pack lets a
   * machine do so: under its automatic limit together with all that claimant, payee and payments
   * were awarded in 30 days. What has ever been decided is decided by people from then on, and what
   * a time that ran out speaks against.
   */
  async run(tx: Tx, claim: ClaimEntity, grounds: HeldAssessment): Promise<MachineVerdict> {
    const { assessment } = grounds.assessed;
    if (!isForTheMachine(assessment)) return 'left';
    const earlier = await this.review.newestDecision(tx, claim);
    if (earlier !== null) return 'left';
    if (isContested(await this.claims.clockFacts(tx, claim), claim.decidedAt)) return 'left';
    const { automaticApprovals, qaSampleBp } = await this.limits.current(tx);
    if (automaticApprovals === 0) return 'left';
    const input = approvalOf(claim, assessment);
    const plan = await this.planner.plan(tx, SYSTEM, claim, { ...grounds, earlier, input });
    if (plan.eyes.people > 0) return 'left';
    if (isInQaSample(claim.id, qaSampleBp, this.secret)) return 'sampled';
    await this.decideClaim.take(tx, SYSTEM, claim, plan);
    return 'approved';
  }
}

function approvalOf({ id: claimId }: ClaimEntity, { lines }: Assessment): DecisionInput {
  return {
    claimId,
    outcome: 'approve',
    lines: lines.map(({ lineId, award, reasonCode }) => ({
      lineId,
      award: Money.fromJson(award),
      reasonCode,
    })),
    reason: `${REVIEW_TEXTS.automatic['zh-CN']} ${REVIEW_TEXTS.automatic.en}`,
    evidenceWaivers: [],
    expectedVersion: null,
  };
}
