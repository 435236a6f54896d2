import { Injectable } from '@nestjs/common';

import { Money } from '@app/money';
import type { Reads } from '@app/platform';
import { assess, calendarOf } from '@app/programs';

import { claimantYear } from './claimant-year';
import { ClaimQueries } from '../claims.queries';
import { claimFacts } from '../domain/claim-facts';
import { grossReserve } from '../domain/gross-reserve';
import { NOTHING_RECORDED } from '../domain/recorded-facts';
import { claimedIn } from './filing';
import type { Filing } from './filing';
import type { ClaimLineEntity } from '../persistence/claim-line.entity';

/** The best estimate of what a new claim will cost: what its pack awards if all of it is true. */
@Injectable()
export class ClaimEstimate {
  constructor(private readonly queries: ClaimQueries) {}

  async run(
    reads: Reads,
    filing: Filing,
    lines: readonly Pick<ClaimLineEntity, 'lane' | 'id' | 'amountMinor'>[],
  ): Promise<Money> {
    const { input, payments, pack, filedAt, partyId, claimantKind } = filing;
    const { currency } = claimedIn(filing);
    // A pack pays in its own currency only: a claim in another one is filed, and assessed at zero.
    if (currency !== pack.currency) return Money.zero(currency);
    const year = claimantYear(filedAt, calendarOf(pack.calendar));
    const awardedThisYearMinor = await this.queries.awardedMinor(
      reads,
      { lane: lines[0]?.lane ?? 0, partyId, exceptClaimId: null },
      { ...year, currency },
    );
    const facts = claimFacts({
      lossType: input.lossType,
      claimantKind,
      discoveredAt: input.discoveredAt,
      filedAt,
      lines: payments.map((payment, index) => ({
        lineId: lines[index]?.id ?? '',
        amountMinor: lines[index]?.amountMinor ?? 0n,
        payment,
      })),
      awardedThisYearMinor,
      evidence: [],
      signals: [],
      recorded: NOTHING_RECORDED,
      findings: [],
    });
    return grossReserve(assess(pack, facts, filedAt));
  }
}
