import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { AwardCheck } from './award-check';
import type { HeldLine } from './award-weigher';
import { decisionDigest } from '../domain/decision';
import { contentOf } from '../domain/decision-content';
import { requireMayApprove } from '../domain/hands';
import { requireAwaited } from '../domain/require-awaited';
import { HandQueries } from '../hand.queries';
import type { DecisionApprovalEntity } from '../persistence/decision-approval.entity';
import type { DecisionEntity } from '../persistence/decision.entity';
import { ReviewQueries } from '../review.queries';

export interface JudgedDecision {
  readonly claim: ClaimEntity;
  readonly decision: DecisionEntity;
  readonly verdict: 'approve' | 'return';
}

/** A decision on which somebody may give a verdict. */
export interface CheckedDecision {
  /** Those that were given so far. */
  readonly approvals: readonly DecisionApprovalEntity[];
  /** The lines of the claim, where money is to go out by it. */
  readonly held: readonly HeldLine[];
}

/** Whether somebody may give a verdict on a decision that still stands as it was taken. */
@Injectable()
export class VerdictCheck {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly hands: HandQueries,
    private readonly awardCheck: AwardCheck,
  ) {}

  /** The claim must be locked by this transaction. To approve, also what `AwardCheck` refuses. */
  async require(tx: Tx, actor: Actor, judged: JudgedDecision): Promise<CheckedDecision> {
    const { claim, decision, verdict } = judged;
    const approvals = await this.review.approvals(tx, decision);
    const approvers = approvals.map(({ approverId }) => approverId);
    requireMayApprove(actor, claim, await this.hands.on(tx, claim, approvers));
    const checked = { approvals, held: [] };
    if (verdict === 'approve' && claim.status === 'approved') {
      requireConfirmable(claim, decision);
      return checked;
    }
    requireAwaited(claim, decision, await this.review.newestDecision(tx, claim));
    // To give back what has changed under one's eyes is always right.
    if (verdict === 'return') return checked;
    const evidence = await this.claims.evidence(tx, claim);
    requireUnchanged(decision, decisionDigest(contentOf(decision, claim, evidence)));
    return { approvals, held: await this.awardCheck.require(tx, claim, decision, evidence) };
  }
}

/** After its last approval a decision takes another one only where eyes turned out to lack. */
function requireConfirmable(claim: ClaimEntity, { id }: DecisionEntity): void {
  if (claim.nextStep === 'confirm_award' && claim.decisionId === id) return;
  throw new DomainError('conflict', 'approval.not_needed', {
    en: 'All whom this decision needs have approved it.',
    'zh-CN': '该决定所需的批准已全部完成。',
  });
}

/** The approver's name stands under what is there now, and that is what was decided. */
function requireUnchanged({ digest }: DecisionEntity, digestNow: string): void {
  if (digestNow === digest) return;
  throw new DomainError('conflict', 'approval.outdated', {
    en: 'What this decision stands on has changed since. Return it, so that it is decided anew.',
    'zh-CN': '该决定所依据的内容已变更，请退回重新审理。',
  });
}
