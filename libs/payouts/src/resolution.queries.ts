import { Injectable } from '@nestjs/common';

import { ClaimingQueries } from '@app/claims';
import { DomainError } from '@app/kernel';
import type { Actor, Reads } from '@app/platform';

import { resolutionState } from './domain/resolution';
import type { ResolutionState } from './domain/resolution';
import { PayoutResolutionApprovalEntity } from './persistence/payout-resolution-approval.entity';
import { PayoutResolutionEntity } from './persistence/payout-resolution.entity';
import type { PayoutEntity } from './persistence/payout.entity';

/** What somebody said became of a payout, what another person says to that, and how it stands. */
export interface SaidResolution {
  readonly resolution: PayoutResolutionEntity;
  readonly approval: PayoutResolutionApprovalEntity | null;
  readonly state: ResolutionState;
}

/** All reads of what people say about payouts. */
@Injectable()
export class ResolutionQueries {
  constructor(private readonly claiming: ClaimingQueries) {}

  /** All that was said about a payout, the first one first. */
  async of(reads: Reads, payout: PayoutEntity): Promise<SaidResolution[]> {
    const where = { lane: payout.lane, payoutId: payout.id };
    const resolutions = await reads.find(PayoutResolutionEntity, {
      where,
      order: { number: 'ASC' },
    });
    if (resolutions.length === 0) return [];
    const approvals = await reads.findBy(PayoutResolutionApprovalEntity, where);
    return resolutions.map((resolution) => {
      const approval = approvals.find(({ number }) => number === resolution.number) ?? null;
      return { resolution, approval, state: resolutionState(resolution, approval, payout) };
    });
  }

  /** `claim.own_hand` for whoever claims by the claim of a payout, filed it, or named its payee. */
  async requireNoHand(
    reads: Reads,
    { lane, claimId: id }: Pick<PayoutEntity, 'lane' | 'claimId'>,
    actor: Actor,
  ): Promise<void> {
    await this.claiming.requireNoHand(reads, { lane, id }, actor);
  }
}

export function noSuchPayout(): DomainError {
  return new DomainError('not_found', 'payout.not_found', {
    en: 'There is no such payout, or nothing was said about it.',
    'zh-CN': '没有该付款，或尚无核定结论。',
  });
}
