import { Injectable } from '@nestjs/common';

import { ClaimQueries, claimFacts, claimantYear, isContested } from '@app/claims';
import type { ClaimEntity, DisputedLine } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { Reads, Tx } from '@app/platform';
import { PackLibrary, assess, calendarOf } from '@app/programs';
import type { Assessment, AssessmentFacts, Pack, Signal } from '@app/programs';

import { HISTORY_DAYS, riskSignals } from '../domain/risk-signals';
import { AssessmentEntity } from '../persistence/assessment.entity';
import { ReviewQueries } from '../review.queries';

const DAY_MS = 24 * 3_600_000;

export interface AssessedClaim {
  readonly pack: Pack;
  readonly facts: AssessmentFacts;
  readonly assessment: Assessment;
  /** A time ran out that speaks against the claim: a person weighs that, and no machine. */
  readonly isContested: boolean;
}

/** Puts a claim before its pinned policy pack, with the facts as they are now. */
@Injectable()
export class AssessFacts {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly review: ReviewQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  async run(reads: Reads, claim: ClaimEntity): Promise<AssessedClaim> {
    const pack = await this.packs.pinned(reads, claim);
    const year = claimantYear(claim.filedAt, calendarOf(pack.calendar));
    const who = { lane: claim.lane, partyId: claim.claimantPartyId, exceptClaimId: claim.id };
    const evidence = await this.claims.evidence(reads, claim);
    const facts = claimFacts({
      lossType: claim.lossType,
      discoveredAt: claim.discoveredAt,
      filedAt: claim.filedAt,
      lines: await this.disputedLines(reads, claim),
      awardedThisYearMinor: await this.claims.awardedMinor(reads, who, {
        ...year,
        currency: pack.currency,
      }),
      evidence: [...new Set(evidence.map(({ item }) => item))],
      signals: await this.signals(reads, claim, pack),
      recorded: {
        milestones: await this.claims.milestones(reads, claim),
        circumstances: await this.claims.circumstances(reads, claim),
      },
    });
    return {
      pack,
      facts,
      assessment: assess(pack, facts, this.clock.now()),
      isContested: isContested(await this.claims.clockFacts(reads, claim)),
    };
  }

  /** Keeps an assessment with its facts, so that it can be replayed byte for byte. */
  async keep(tx: Tx, claim: ClaimEntity, assessed: AssessedClaim): Promise<AssessmentEntity> {
    const earlier = await this.review.newestAssessment(tx, claim);
    const kept: AssessmentEntity = {
      lane: claim.lane,
      id: newId('ast', claim.lane),
      claimId: claim.id,
      number: (earlier?.number ?? 0) + 1,
      packId: claim.packId,
      packVersion: claim.packVersion,
      facts: assessed.facts,
      result: assessed.assessment,
      assessedAt: new Date(assessed.assessment.assessedAt),
    };
    await tx.insert(AssessmentEntity, kept);
    return kept;
  }

  private async disputedLines(reads: Reads, claim: ClaimEntity): Promise<DisputedLine[]> {
    const disputed: DisputedLine[] = [];
    // One after the other: within a transaction there is one connection.
    for (const { id: lineId, paymentId, amountMinor } of await this.claims.lines(reads, claim)) {
      const payment = await this.payments.byId(reads, paymentId);
      if (payment === null) throw new Error(`Claim line ${lineId} has no payment.`);
      // What another claim was awarded on this payment has come back to the payer like a refund.
      const awarded = await this.claims.awardedOnPayment(reads, payment, claim.id);
      const refundedMinor = payment.refundedMinor + awarded;
      disputed.push({ lineId, amountMinor, payment: { ...payment, refundedMinor } });
    }
    return disputed;
  }

  private async signals(reads: Reads, claim: ClaimEntity, pack: Pack): Promise<Signal[]> {
    const since = new Date(claim.filedAt.getTime() - HISTORY_DAYS * DAY_MS);
    const who = { lane: claim.lane, partyId: claim.claimantPartyId, exceptClaimId: claim.id };
    const lines = await this.claims.lines(reads, claim);
    const awarded = await this.claims.awardedMinor(reads, who, {
      from: since,
      to: this.clock.now(),
      currency: claim.currency,
    });
    return riskSignals(
      {
        claimsRecently: await this.claims.countSince(reads, who, since),
        claimsOnSamePayments: await this.claims.countOnPayments(
          reads,
          claim,
          lines.map(({ paymentId }) => paymentId),
        ),
        exposure: Money.of(awarded + claim.claimedMinor, claim.currency),
      },
      Money.of(singleLimitMinor(pack), claim.currency),
    );
  }
}

/** The most that one person may approve alone under a pack. */
function singleLimitMinor(pack: Pack): bigint {
  const single = pack.approval.tiers.find(({ tier }) => tier === 'single');
  return BigInt(single?.awardUpToMinor ?? 0);
}
