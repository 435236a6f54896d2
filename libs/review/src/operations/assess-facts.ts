import { Injectable } from '@nestjs/common';

import { ClaimQueries, claimFacts, claimantYear, isContested } from '@app/claims';
import type { ClaimEntity, DisputedLine } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Reads, Tx } from '@app/platform';
import { PackLibrary, assess, calendarOf } from '@app/programs';
import type { Assessment, AssessmentFacts, Pack, Signal } from '@app/programs';

import { riskSignals } from '../domain/risk/risk-signals';
import { AssessmentEntity } from '../persistence/assessment.entity';
import { ReviewQueries } from '../review.queries';
import { RiskQueries } from '../risk.queries';

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
    private readonly risk: RiskQueries,
    private readonly clock: Clock,
  ) {}

  /** With every signal about the claim, as they are now. */
  async run(reads: Reads, claim: ClaimEntity): Promise<AssessedClaim> {
    const pack = await this.packs.pinned(reads, claim);
    const disputed = await this.disputedLines(reads, claim);
    const payments = disputed.map(({ payment }) => payment);
    const signals = await this.signals(reads, claim, { pack, payments });
    return this.assessed(reads, claim, { pack, disputed, signals });
  }

  /** What the policy covers by now. Signals take nothing away, so that none is looked for. */
  async coverage(reads: Reads, claim: ClaimEntity): Promise<Assessment> {
    const pack = await this.packs.pinned(reads, claim);
    const disputed = await this.disputedLines(reads, claim);
    return (await this.assessed(reads, claim, { pack, disputed, signals: [] })).assessment;
  }

  private async assessed(
    reads: Reads,
    claim: ClaimEntity,
    given: {
      readonly pack: Pack;
      readonly disputed: readonly DisputedLine[];
      readonly signals: readonly Signal[];
    },
  ): Promise<AssessedClaim> {
    const { pack, disputed, signals } = given;
    const year = claimantYear(claim.filedAt, calendarOf(pack.calendar));
    const who = { lane: claim.lane, partyId: claim.claimantPartyId, exceptClaimId: claim.id };
    const evidence = await this.claims.evidence(reads, claim);
    const facts = claimFacts({
      lossType: claim.lossType,
      claimantKind: claim.claimantKind,
      discoveredAt: claim.discoveredAt,
      filedAt: claim.filedAt,
      lines: disputed,
      awardedThisYearMinor: await this.claims.awardedMinor(reads, who, {
        ...year,
        currency: pack.currency,
      }),
      evidence: [...new Set(evidence.map(({ item }) => item))],
      signals,
      recorded: {
        milestones: await this.claims.milestones(reads, claim),
        circumstances: await this.claims.circumstances(reads, claim),
      },
      findings: await this.claims.findings(reads, claim),
    });
    return {
      pack,
      facts,
      assessment: assess(pack, facts, this.clock.now()),
      isContested: isContested(await this.claims.clockFacts(reads, claim)),
    };
  }

  /** Keeps an assessment with its facts, so that it can be replayed byte for byte. */
  async keep(
    tx: Tx,
    claim: ClaimEntity,
    assessed: AssessedClaim,
    { qaSample = false }: { readonly qaSample?: boolean } = {},
  ): Promise<AssessmentEntity> {
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
      qaSample,
    };
    await tx.insert(AssessmentEntity, kept);
    return kept;
  }

  private async disputedLines(
    reads: Reads,
    claim: ClaimEntity,
  ): Promise<(DisputedLine & { readonly payment: PaymentEntity })[]> {
    const disputed: (DisputedLine & { readonly payment: PaymentEntity })[] = [];
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

  private async signals(
    reads: Reads,
    claim: ClaimEntity,
    { pack, payments }: { readonly pack: Pack; readonly payments: readonly PaymentEntity[] },
  ): Promise<Signal[]> {
    const facts = await this.risk.facts(reads, claim, payments);
    const wallClock = calendarOf(pack.calendar);
    return riskSignals(facts, { singleLimitMinor: singleLimitMinor(pack), wallClock });
  }
}

/** The most that one person may approve alone under a pack. */
function singleLimitMinor(pack: Pack): bigint {
  const single = pack.approval.tiers.find(({ tier }) => tier === 'single');
  return BigInt(single?.awardUpToMinor ?? 0);
}
