import { Injectable } from '@nestjs/common';

import { isUnpayable } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import type { Reads } from '@app/platform';

import { AwardedPayments } from './awarded-payments';
import { takenBack } from './domain/take-back';
import type { TakenLine } from './domain/take-back';
import { AwardTakeBackVerdictEntity } from './persistence/award-take-back-verdict.entity';
import { AwardTakeBackEntity } from './persistence/award-take-back.entity';
import { ReorderQueries } from './reorder.queries';

/** What one person wants to take back, and what another one said. */
export interface JudgedTakeBack {
  readonly proposal: AwardTakeBackEntity;
  readonly verdict: AwardTakeBackVerdictEntity | null;
}

/** All reads of awards that are taken back. */
@Injectable()
export class TakeBackQueries {
  constructor(
    private readonly awardedPayments: AwardedPayments,
    private readonly reorders: ReorderQueries,
  ) {}

  /** In the order in which they were proposed. */
  async ofClaim(
    reads: Reads,
    { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
  ): Promise<JudgedTakeBack[]> {
    const where = { lane, claimId };
    const proposals = await reads.find(AwardTakeBackEntity, { where, order: { number: 'ASC' } });
    const verdicts = await reads.find(AwardTakeBackVerdictEntity, { where });
    return proposals.map((proposal) => ({
      proposal,
      verdict: verdicts.find(({ number }) => number === proposal.number) ?? null,
    }));
  }

  /**
   * What of an approved claim can be taken back, by line; nothing while its payouts go on, or where
   * a rail says of one that had failed that it was paid.
   */
  async takable(reads: Reads, claim: ClaimEntity): Promise<TakenLine[]> {
    if (!isUnpayable(claim) || (await this.reorders.isContradicted(reads, claim))) return [];
    const awarded = await this.awardedPayments.of(reads, claim);
    const awards = awarded.filter(({ kind }) => kind === 'award');
    return takenBack(
      awards.map(({ line, due, limitMinor }) => ({
        ...{ lineId: line.id, awardMinor: line.awardMinor ?? 0n, limitMinor },
        dueMinor: due.amountMinor,
      })),
    );
  }
}

/** `payout.nothing_to_take_back`. */
export function nothingToTakeBack(): DomainError {
  return new DomainError('conflict', 'payout.nothing_to_take_back', {
    en: 'Of this award nothing can be taken back: it is not for more than what is lost, or payouts carry it already.',
    'zh-CN': '该赔付没有可收回的部分：金额未超过损失，或款项已在支付。',
  });
}

/** `payout.take_back_waits`. */
export function takeBackWaits(): DomainError {
  return new DomainError('conflict', 'payout.take_back_waits', {
    en: 'Somebody has proposed this already: another person has to approve or return it.',
    'zh-CN': '已有人提出收回，须由另一人批准或退回。',
  });
}
