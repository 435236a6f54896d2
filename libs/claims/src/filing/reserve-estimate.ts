import { Injectable } from '@nestjs/common';

import { PaymentQueries } from '@app/payments';
import type { Reads } from '@app/platform';
import { PackLibrary, assess, calendarOf } from '@app/programs';
import type { Assessment, Pack } from '@app/programs';

import { claimantYear } from './claimant-year';
import { ClaimQueries } from '../claims.queries';
import { claimFacts } from '../domain/claim-facts';
import type { DisputedLine } from '../domain/claim-facts';
import { NOTHING_RECORDED } from '../domain/recorded-facts';
import { reserveOnTop } from '../domain/reserve-on-top';
import type { ClaimLineEntity } from '../persistence/claim-line.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

/** What a claim may still cost, by its pinned pack, if all that is claimed is true. */
@Injectable()
export class ReserveEstimate {
  constructor(
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly payments: PaymentQueries,
  ) {}

  /**
   * What may come on top of what the lines were awarded so far, in minor units of the claim's
   * currency; zero in a currency that the pack does not pay. With ids: on these lines only.
   */
  async onTopMinor(
    reads: Reads,
    claim: ClaimEntity,
    lineIds: readonly string[] | null,
  ): Promise<bigint> {
    const pack = await this.packs.pinned(reads, claim);
    if (pack.currency !== claim.currency) return 0n;
    const lines = (await this.queries.lines(reads, claim)).filter(
      ({ status }) => status === 'claimed',
    );
    const assessment = await this.assess(reads, claim, { pack, lines });
    return reserveOnTop(
      assessment,
      lines.filter(({ id }) => lineIds?.includes(id) ?? true),
      claim.awardedMinor ?? 0n,
    );
  }

  private async assess(
    reads: Reads,
    claim: ClaimEntity,
    { pack, lines }: { readonly pack: Pack; readonly lines: readonly ClaimLineEntity[] },
  ): Promise<Assessment> {
    const { lane, claimantPartyId: partyId, id: exceptClaimId, filedAt } = claim;
    const year = claimantYear(filedAt, calendarOf(pack.calendar));
    const facts = claimFacts({
      lossType: claim.lossType,
      claimantKind: claim.claimantKind,
      discoveredAt: claim.discoveredAt,
      filedAt,
      lines: await this.disputed(reads, claim, lines),
      awardedThisYearMinor: await this.queries.awardedMinor(
        reads,
        { lane, partyId, exceptClaimId },
        { ...year, currency: pack.currency },
      ),
      evidence: [],
      signals: [],
      recorded: NOTHING_RECORDED,
      findings: [],
    });
    return assess(pack, facts, filedAt);
  }

  private async disputed(
    reads: Reads,
    claim: ClaimEntity,
    lines: readonly ClaimLineEntity[],
  ): Promise<DisputedLine[]> {
    const disputed: DisputedLine[] = [];
    // One after the other: within a transaction there is one connection.
    for (const { id: lineId, paymentId, amountMinor } of lines) {
      const payment = await this.payments.byId(reads, paymentId);
      if (payment === null) throw new Error(`Claim line ${lineId} has no payment.`);
      const awarded = await this.queries.awardedOnPayment(reads, payment, claim.id);
      const refundedMinor = payment.refundedMinor + awarded;
      disputed.push({ lineId, amountMinor, payment: { ...payment, refundedMinor } });
    }
    return disputed;
  }
}
