import { Injectable } from '@nestjs/common';

import { AuditTrail, Limits } from '@app/audit';
import { Clock, DomainError } from '@app/kernel';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { peopleAnswerOf, requireResolution, resolutionTerms } from '../domain/resolution';
import { requireEvidence, requireOwnTransfer } from '../evidence-line';
import { lockPayout, payoutKeyOf } from '../lock-payout';
import { PayoutResolutionApprovalEntity } from '../persistence/payout-resolution-approval.entity';
import { PayoutEntity } from '../persistence/payout.entity';
import { ResolutionQueries, noSuchPayout } from '../resolution.queries';
import type { SaidResolution } from '../resolution.queries';
import { ApplyAnswer } from './apply-answer';

export interface ResolutionVerdict {
  readonly payoutId: string;
  readonly number: number;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/**
 * Another person confirms what became of a payout, or returns it. Only then does it move, by the
 * same function that moves it when a rail answers.
 */
@Injectable()
export class ApproveResolution {
  constructor(
    private readonly standing: AccountStanding,
    private readonly resolutions: ResolutionQueries,
    private readonly applyAnswer: ApplyAnswer,
    private readonly limits: Limits,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `resolution.own_hand` for whoever said it, by person, and `claim.own_hand` for whoever claims;
   * `resolution.not_awaited` for one that was decided, or that the rail has overtaken.
   */
  async run(tx: Tx, actor: Actor, given: ResolutionVerdict): Promise<PayoutEntity> {
    await this.standing.require(tx, actor);
    const payout = await lockPayout(tx, given.payoutId);
    if (payout === null) throw noSuchPayout();
    const said = (await this.resolutions.of(tx, payout)).find(
      ({ resolution }) => resolution.number === given.number,
    );
    if (said === undefined) throw noSuchPayout();
    await this.resolutions.requireNoHand(tx, payout, actor);
    if ((await personOf(tx, said.resolution.proposedBy)) === actor.personId) {
      throw ownHand();
    }
    await this.requireAwaited(tx, payout, said, given);
    const { lane, id: payoutId } = payout;
    const { number, verdict, note } = given;
    const at = this.clock.now();
    const approval = { verdict, note, approverId: actor.id, approvedAt: at };
    await tx.insert(PayoutResolutionApprovalEntity, { lane, payoutId, number, ...approval });
    await this.audit.record(tx, {
      ...{ lane, actor, objectId: payout.claimId },
      action: `payout.resolution_${verdict === 'approve' ? 'approved' : 'returned'}`,
      facts: { payoutId, number, outcome: said.resolution.outcome },
    });
    if (verdict === 'approve') await this.carryOut(tx, payout, said, { actor, at });
    return payout;
  }

  private async requireAwaited(
    tx: Tx,
    payout: PayoutEntity,
    { resolution, state }: SaidResolution,
    { verdict }: ResolutionVerdict,
  ): Promise<void> {
    if (state !== 'open') throw notAwaited(state);
    if (verdict === 'return') return;
    const now = this.clock.now();
    // An answer may be on its way right now; it would be a pity to speak before it.
    if (payout.leaseUntil !== null && payout.leaseUntil > now) throw beingAsked();
    const limits = await this.limits.current(tx);
    requireResolution(payout, resolution, resolutionTerms(limits, now));
    // The line, or the transfer, may be known as another payout's since.
    await requireOwnTransfer(tx, payout, resolution.transferId);
    await requireEvidence(tx, payout, resolution);
  }

  /** Whoever asked the rail before and comes back later is overtaken, and changes nothing. */
  private async carryOut(
    tx: Tx,
    payout: PayoutEntity,
    { resolution }: SaidResolution,
    { actor: by, at }: { readonly actor: Actor; readonly at: Date },
  ): Promise<void> {
    const overtaking = { fence: payout.fence + 1 };
    await tx.update(PayoutEntity, payoutKeyOf(payout), overtaking);
    Object.assign(payout, overtaking);
    await this.applyAnswer.run(tx, payout, { answer: peopleAnswerOf(resolution), by, at });
  }
}

function ownHand(): DomainError {
  return new DomainError('conflict', 'resolution.own_hand', {
    en: 'You have said yourself what became of this payout: another person has to confirm it.',
    'zh-CN': '该核定结论由您提交，须由另一人复核。',
  });
}

function notAwaited(state: SaidResolution['state']): DomainError {
  return new DomainError(
    'conflict',
    'resolution.not_awaited',
    state === 'void'
      ? {
          en: 'Meanwhile the rail has said what became of this payout. Load it again.',
          'zh-CN': '通道已给出该付款的结果，请重新加载。',
        }
      : {
          en: 'Somebody has given a verdict on this already. Load the payout again.',
          'zh-CN': '该核定结论已有复核结果，请重新加载。',
        },
    { state },
  );
}

function beingAsked(): DomainError {
  return new DomainError(
    'conflict',
    'payout.being_asked',
    {
      en: 'The rail is being asked about this payout right now. Try again in half a minute.',
      'zh-CN': '正在向通道查询该付款，请半分钟后再试。',
    },
    { retryAfterSeconds: 30 },
  );
}
