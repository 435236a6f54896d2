import { Inject, Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { INSTALLATION_SECRET, SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import { isForTheMachine } from '../domain/automatic-approval';
import { isInQaSample } from '../domain/qa-sample';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { ReviewQueries } from '../review.queries';
import type { AssessedClaim } from './assess-facts';
import { DecideClaim } from './decide-claim';
import { WeighAward } from './weigh-award';

/** What the machine did: it approved, or left the claim to people, as a sample or for a reason. */
export type MachineVerdict = 'approved' | 'sampled' | 'left';

/** The machine's part in deciding: it approves what is small, complete and clean, and no more. */
@Injectable()
export class DecideAutomatically {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly weighAward: WeighAward,
    private readonly decideClaim: DecideClaim,
    private readonly limits: Limits,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  /**
   * Approves a claim that this transaction has locked, with a note of why, where the pack lets a
   * machine do so: under its automatic limit together with all that claimant, payee and payments
   * were awarded in 30 days. What has ever been decided is decided by people from then on.
   */
  async run(tx: Tx, claim: ClaimEntity, assessed: AssessedClaim): Promise<MachineVerdict> {
    const wasDecided = (await this.review.newestDecision(tx, claim)) !== null;
    if (!isForTheMachine(assessed, { wasDecided })) return 'left';
    const { automaticApprovals, qaSampleBp } = await this.limits.current(tx);
    if (automaticApprovals === 0) return 'left';
    if (!(await this.isWithinLimit(tx, claim, assessed))) return 'left';
    if (isInQaSample(claim.id, qaSampleBp, this.secret)) return 'sampled';
    await this.decideClaim.run(tx, SYSTEM, {
      claimId: claim.id,
      outcome: 'approve',
      lines: assessed.assessment.lines.map(({ lineId, award, reasonCode }) => ({
        lineId,
        award: Money.fromJson(award),
        reasonCode,
      })),
      reason: `${REVIEW_TEXTS.automatic['zh-CN']} ${REVIEW_TEXTS.automatic.en}`,
      evidenceWaivers: [],
      expectedVersion: null,
    });
    return 'approved';
  }

  /** However a loss is cut into claims, the machine approves no more than one small one. */
  private async isWithinLimit(
    tx: Tx,
    claim: ClaimEntity,
    { pack, assessment }: AssessedClaim,
  ): Promise<boolean> {
    const lines = await this.claims.lines(tx, claim);
    await this.weighAward.hold(tx, claim, lines);
    const { people } = await this.weighAward.run(tx, claim, {
      pack,
      award: Money.fromJson(assessment.award),
      lines: assessment.lines.map(({ lineId, award }) => ({
        paymentId: lines.find(({ id }) => id === lineId)?.paymentId ?? '',
        awardMinor: BigInt(award.amountMinor),
      })),
      evidenceWaived: false,
      signalsClean: true,
    });
    return people === 0;
  }
}
