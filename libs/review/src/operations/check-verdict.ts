import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { contentOf } from '../decision-content';
import { decisionDigest } from '../domain/decision';
import { requireMayApprove } from '../domain/hands';
import { HandQueries } from '../hand.queries';
import type { DecisionEntity } from '../persistence/decision.entity';
import { requireAwaited } from '../require-awaited';
import { ReviewQueries } from '../review.queries';
import { CheckAward } from './check-award';

export interface JudgedDecision {
  readonly claim: ClaimEntity;
  readonly decision: DecisionEntity;
  readonly verdict: 'approve' | 'return';
}

/** Whether somebody may give a verdict on a decision that still stands as it was taken. */
@Injectable()
export class CheckVerdict {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly hands: HandQueries,
    private readonly checkAward: CheckAward,
  ) {}

  /** The claim must be locked by this transaction. To approve, also what `CheckAward` refuses. */
  async run(tx: Tx, actor: Actor, { claim, decision, verdict }: JudgedDecision): Promise<void> {
    const approvals = await this.review.approvals(tx, decision);
    const approvers = approvals.map(({ approverId }) => approverId);
    requireMayApprove(actor, claim, {
      ...(await this.hands.on(tx, claim)),
      approving: await this.hands.persons(tx, approvers),
    });
    requireAwaited(claim, decision, await this.review.newestDecision(tx, claim));
    // To give back what has changed under one's eyes is always right.
    if (verdict === 'return') return;
    await this.requireUnchanged(tx, claim, decision);
    if (decision.addedMinor > 0n) await this.checkAward.run(tx, claim, decision);
  }

  /** The approver's name stands under what is there now, and that is what was decided. */
  private async requireUnchanged(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
  ): Promise<void> {
    const evidence = await this.claims.evidence(tx, claim);
    if (decisionDigest(contentOf(decision, claim, evidence)) === decision.digest) return;
    throw new DomainError('conflict', 'approval.outdated', {
      en: 'What this decision stands on has changed since. Return it, so that it is decided anew.',
      'zh-CN': '该决定所依据的内容已变更，请退回重新审理。',
    });
  }
}
