import { Injectable } from '@nestjs/common';

import { ChangeClaim, ClaimQueries, claimFacts, claimantYear, creditTime } from '@app/claims';
import type { ClaimEntity, ClaimEvidenceEntity, DisputedLine } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import type { PaymentEntity } from '@app/payments';
import type { Reads, Tx } from '@app/platform';
import { PackLibrary, assess, calendarOf, singleLimitMinor } from '@app/programs';
import type { Assessment, AssessmentFacts, Pack, Signal } from '@app/programs';

import { AwardWeigher } from '../decision/award-weigher';
import type { HeldLine } from '../decision/award-weigher';
import { riskSignals } from '../domain/risk/risk-signals';
import { AssessmentEntity } from '../persistence/assessment.entity';
import { RiskQueries } from '../risk.queries';

export interface AssessedClaim {
  readonly pack: Pack;
  readonly facts: AssessmentFacts;
  readonly assessment: Assessment;
}

/** A claim whose lines this transaction holds, with what has been read of it. */
export interface ReadClaim {
  readonly held: readonly HeldLine[];
  readonly evidence: readonly ClaimEvidenceEntity[];
}

export interface HeldAssessment extends ReadClaim {
  readonly assessed: AssessedClaim;
}

/** Puts a claim before its pinned policy pack, with the facts as they are now. */
@Injectable()
export class AssessFacts {
  constructor(
    private readonly awardWeigher: AwardWeigher,
    private readonly claims: ClaimQueries,
    private readonly packs: PackLibrary,
    private readonly risk: RiskQueries,
    private readonly changeClaim: ChangeClaim,
    private readonly clock: Clock,
  ) {}

  /**
   * With every signal about the claim, as they are now. Its lines are held first (`AwardWeigher`),
   * so that an award may be decided by it in this transaction.
   */
  async hold(tx: Tx, claim: ClaimEntity): Promise<HeldAssessment> {
    const held = await this.awardWeigher.hold(tx, claim);
    const evidence = await this.claims.evidence(tx, claim);
    const pack = await this.packs.pinned(tx, claim);
    const payments = held.map(({ payment }) => payment);
    const signals = await this.signals(tx, claim, { pack, payments });
    const assessed = await this.assessed(tx, claim, { held, evidence, pack, signals });
    return { held, evidence, assessed };
  }

  /** What the policy covers by now. Signals take nothing away, so that none is looked for. */
  async coverage(reads: Reads, claim: ClaimEntity, read: ReadClaim): Promise<Assessment> {
    const pack = await this.packs.pinned(reads, claim);
    return (await this.assessed(reads, claim, { ...read, pack, signals: [] })).assessment;
  }

  private async assessed(
    reads: Reads,
    claim: ClaimEntity,
    given: ReadClaim & { readonly pack: Pack; readonly signals: readonly Signal[] },
  ): Promise<AssessedClaim> {
    const { pack, held, evidence, signals } = given;
    const year = claimantYear(claim.filedAt, calendarOf(pack.calendar));
    const who = { lane: claim.lane, partyId: claim.claimantPartyId, exceptClaimId: claim.id };
    const facts = claimFacts({
      lossType: claim.lossType,
      claimantKind: claim.claimantKind,
      discoveredAt: claim.discoveredAt,
      filedAt: claim.filedAt,
      lines: await this.disputedLines(reads, claim, held),
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
    return { pack, facts, assessment: assess(pack, facts, this.clock.now()) };
  }

  /**
   * Keeps an assessment with its facts, so that it can be replayed byte for byte, and remembers
   * when the credit that it promises before the decision is due.
   */
  async keep(
    tx: Tx,
    claim: ClaimEntity,
    assessed: AssessedClaim,
    { qaSample = false }: { readonly qaSample?: boolean } = {},
  ): Promise<AssessmentEntity> {
    const { lane, id: claimId } = claim;
    const kept: AssessmentEntity = {
      lane,
      id: newId('ast', lane),
      claimId,
      number: 1 + ((await tx.maximum(AssessmentEntity, 'number', { lane, claimId })) ?? 0),
      packId: claim.packId,
      packVersion: claim.packVersion,
      facts: assessed.facts,
      result: assessed.assessment,
      assessedAt: new Date(assessed.assessment.assessedAt),
      qaSample,
    };
    await tx.insert(AssessmentEntity, kept);
    if (claim.creditedAt === null) {
      await this.changeClaim.tendCredit(tx, claim, creditTime(kept.result.provisional, claim));
    }
    return kept;
  }

  private async disputedLines(
    reads: Reads,
    claim: ClaimEntity,
    held: readonly HeldLine[],
  ): Promise<DisputedLine[]> {
    const disputed: DisputedLine[] = [];
    // One after the other: within a transaction there is one connection.
    for (const { line, payment } of held) {
      // What another claim was awarded on this payment has come back to the payer like a refund.
      const awarded = await this.claims.awardedOnPayment(reads, payment, claim.id);
      const refundedMinor = payment.refundedMinor + awarded;
      const { id: lineId, amountMinor } = line;
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
    return riskSignals(facts, { singleLimitMinor: singleLimitMinor(pack) ?? 0n, wallClock });
  }
}
