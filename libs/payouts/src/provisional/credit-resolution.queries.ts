import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';

import type { PayoutEntity } from '../persistence/payout.entity';
import { creditResolutionState } from './domain/credit-resolution';
import type { CreditResolutionState } from './domain/credit-resolution';
import { CreditResolutionApprovalEntity } from './persistence/credit-resolution-approval.entity';
import { CreditResolutionEntity } from './persistence/credit-resolution.entity';
import { ProvisionalCreditPartEntity } from './persistence/provisional-credit-part.entity';

/** What somebody said that a wallet gave back, what another person says, and how it stands. */
export interface SaidCreditResolution {
  readonly resolution: CreditResolutionEntity;
  readonly approval: CreditResolutionApprovalEntity | null;
  readonly state: CreditResolutionState;
}

/** What a wallet was asked to give back, and what people say of it. */
export interface AskedBack {
  readonly part: ProvisionalCreditPartEntity;
  /** The first one first. */
  readonly said: readonly SaidCreditResolution[];
}

/** All reads of what people say about wallets that stay silent. */
@Injectable()
export class CreditResolutionQueries {
  /** Null of a payout whose wallet was never asked for anything. */
  async of(
    reads: Reads,
    { lane, id: payoutId, kind }: Pick<PayoutEntity, 'lane' | 'id' | 'kind'>,
  ): Promise<AskedBack | null> {
    if (kind !== 'provisional') return null;
    const where = { lane, payoutId };
    const part = await reads.findOneBy(ProvisionalCreditPartEntity, where);
    if (part === null) return null;
    if (part.askedMinor === null) return null;
    const resolutions = await reads.find(CreditResolutionEntity, {
      where,
      order: { number: 'ASC' },
    });
    const approvals = await reads.findBy(CreditResolutionApprovalEntity, where);
    const said = resolutions.map((resolution) => {
      const approval = approvals.find(({ number }) => number === resolution.number) ?? null;
      return { resolution, approval, state: creditResolutionState(approval, part) };
    });
    return { part, said };
  }
}
