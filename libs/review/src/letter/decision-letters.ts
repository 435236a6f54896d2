import { Inject, Injectable } from '@nestjs/common';

import { AppealQueries, ClaimQueries, appealDueAt, nextAppealStep } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import { CONFIG, SYSTEM } from '@app/platform';
import type { Config, Reads } from '@app/platform';
import { PackLibrary, calendarOf, describeEvent, dueAt } from '@app/programs';
import type { Assessment, Pack } from '@app/programs';

import type { DecisionPlan, PlannedDecision } from '../decision/decision-planner';
import { isFinal } from '../domain/decision';
import type {
  LetterAppeal,
  LetterData,
  LetterDecision,
  LetterGrounds,
  LetterLine,
} from '../domain/letter/letter-data';
import { letterOf } from '../domain/letter/letter-of';
import type { Letter, Locale } from '../domain/letter/letter';
import type { DecisionEntity } from '../persistence/decision.entity';
import { LetterQueries } from './letter.queries';
import { ReviewQueries } from '../review.queries';

/** A decision with what its letter is made of. */
interface Decided {
  readonly claim: ClaimEntity;
  readonly decision: PlannedDecision;
  readonly assessment: Assessment;
  /** When it became final; null while it is not. */
  readonly finalAt: Date | null;
}

/** Puts decisions into letters for the people whom they concern. */
@Injectable()
export class DecisionLetters {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly appeals: AppealQueries,
    private readonly review: ReviewQueries,
    private readonly queries: LetterQueries,
    private readonly payments: PaymentQueries,
    private readonly packs: PackLibrary,
    @Inject(CONFIG) private readonly config: Pick<Config, 'supportPhone' | 'guarantorName'>,
  ) {}

  /**
   * The letter on a recorded decision, or on one that is only planned. As long as it is not final
   * the letter is a draft and says so.
   */
  async of(reads: Reads, about: DecisionEntity | DecisionPlan, locale: Locale): Promise<Letter> {
    const decided =
      'assessed' in about ? await this.planned(reads, about) : await this.recorded(reads, about);
    return letterOf(await this.dataOf(reads, decided), locale);
  }

  /** When a decision became final, which it stays for ever; null while it is not. */
  async finalAt(reads: Reads, decision: DecisionEntity): Promise<Date | null> {
    const approvals = await this.review.approvals(reads, decision);
    if (!isFinal(decision, approvals)) return null;
    // Of the last of those that it needs: a later one takes nothing back.
    return approvals[decision.approvalsRequired - 1]?.approvedAt ?? decision.decidedAt;
  }

  private async planned(reads: Reads, { decision, assessed }: DecisionPlan): Promise<Decided> {
    const claim = await this.claimOf(reads, decision);
    return { claim, decision, assessment: assessed.assessment, finalAt: null };
  }

  private async recorded(reads: Reads, decision: DecisionEntity): Promise<Decided> {
    const claim = await this.claimOf(reads, decision);
    const { result: assessment } = await this.queries.assessmentOf(reads, decision);
    return { claim, decision, assessment, finalAt: await this.finalAt(reads, decision) };
  }

  private async claimOf(reads: Reads, { id, claimId }: PlannedDecision): Promise<ClaimEntity> {
    const claim = await this.claims.visible(reads, SYSTEM, claimId);
    if (claim === null) throw new Error(`Decision ${id} has no claim.`);
    return claim;
  }

  private async dataOf(reads: Reads, decided: Decided): Promise<LetterData> {
    const { claim, decision, assessment, finalAt } = decided;
    const pack = await this.packs.pinned(reads, claim);
    const contact = await this.claims.contact(reads, claim);
    const payments = await this.disputedPayments(reads, claim);
    const decidedAt = finalAt ?? decision.decidedAt;
    return {
      isDraft: finalAt === null,
      reference: claim.reference,
      addressee: contact?.name ?? claim.reference,
      guarantorName: this.config.guarantorName,
      supportPhone: this.config.supportPhone,
      decision: await this.decisionOf(reads, decided, decidedAt),
      lines: linesOf(decision, payments),
      payment: { way: payoutWay(decision), dueAt: payDueAt(pack, decidedAt) },
      pack,
      calendar: calendarOf(pack.calendar),
      assessment,
      grounds: await this.groundsOf(reads, decided, payments),
      appeal: await this.appealsLeft(reads, decided, { pack, decidedAt }),
    };
  }

  private async decisionOf(
    reads: Reads,
    { claim, decision }: Decided,
    decidedAt: Date,
  ): Promise<LetterDecision> {
    return {
      id: decision.id,
      outcome: decision.outcome,
      award: Money.of(decision.awardMinor, decision.currency),
      reason: decision.reason,
      isAutomatic: decision.decidedByRole === 'system',
      digest: decision.digest,
      decidedAt,
      earlier: await this.earlier(reads, claim, decision),
    };
  }

  /** The final decision before one, if there is one. */
  private async earlier(
    reads: Reads,
    claim: ClaimEntity,
    { number }: PlannedDecision,
  ): Promise<LetterDecision['earlier']> {
    const decisions = await this.review.decisions(reads, claim);
    for (const decision of decisions.filter((one) => one.number < number).reverse()) {
      const decidedAt = await this.finalAt(reads, decision);
      if (decidedAt === null) continue;
      return { award: Money.of(decision.awardMinor, decision.currency), decidedAt };
    }
    return null;
  }

  /** The steps that are left against a decision; one that answers an appeal is beyond its step. */
  private async appealsLeft(
    reads: Reads,
    { claim, decision }: Decided,
    { pack, decidedAt }: { readonly pack: Pack; readonly decidedAt: Date },
  ): Promise<LetterAppeal[]> {
    const appeals = await this.appeals.ofClaim(reads, claim);
    const answered = appeals.map((appeal) =>
      appeal.ending === null && appeal.openedAt !== null
        ? { ...appeal, answerId: decision.id }
        : appeal,
    );
    const next = nextAppealStep(pack, decision.id, answered);
    const { filedAt, discoveredAt } = claim;
    const milestones = await this.claims.milestones(reads, claim);
    const moments = { decidedAt, filedAt, discoveredAt, milestones };
    const calendar = calendarOf(pack.calendar);
    const left = next === null ? [] : pack.appeal.slice(pack.appeal.indexOf(next));
    return left.map((step) => ({
      by: step.by,
      label: step.label,
      dueAt: appealDueAt(step, moments, (from, within) => dueAt(from, within, calendar)),
    }));
  }

  private async disputedPayments(reads: Reads, claim: ClaimEntity): Promise<DisputedPayment[]> {
    const disputed: DisputedPayment[] = [];
    for (const { id, paymentId } of await this.claims.lines(reads, claim)) {
      const payment = await this.payments.byId(reads, paymentId);
      if (payment === null) throw new Error(`Claim line ${id} has no payment.`);
      disputed.push({ lineId: id, payment });
    }
    return disputed;
  }

  /** What came after the decision was no ground of it. */
  private async groundsOf(
    reads: Reads,
    { claim, decision }: Decided,
    payments: readonly DisputedPayment[],
  ): Promise<LetterGrounds> {
    const { decidedAt } = decision;
    const evidence = await this.claims.evidence(reads, claim);
    const milestones = await this.claims.milestones(reads, claim);
    return {
      evidence: evidence
        .filter(({ uploadedAt }) => uploadedAt <= decidedAt)
        .map(({ item, fileName, uploadedAt, sha256 }) => ({
          item,
          fileName,
          receivedAt: uploadedAt,
          sha256,
        })),
      reports: milestones
        .filter(
          ({ actorRole, recordedAt }) => actorRole === 'institution' && recordedAt <= decidedAt,
        )
        .map(({ milestone, at }) => ({ what: describeEvent(milestone), at })),
      sources: [...new Set(payments.map(({ payment }) => payment.source))],
      waivedItems: decision.evidenceWaivers.map(({ item }) => item),
    };
  }
}

interface DisputedPayment {
  readonly lineId: string;
  readonly payment: PaymentEntity;
}

/** The lines in the order of the claim, as they were decided. */
function linesOf(decision: PlannedDecision, payments: readonly DisputedPayment[]): LetterLine[] {
  return payments.flatMap(({ lineId, payment }) => {
    const line = decision.lines.find((candidate) => candidate.lineId === lineId);
    if (line === undefined) return [];
    return [
      {
        paidAt: payment.paidAt,
        payeeName: payment.payeeName,
        payment: Money.of(payment.amountMinor, payment.currency),
        claimed: Money.of(BigInt(line.claimedMinor), payment.currency),
        award: Money.of(BigInt(line.awardMinor), decision.currency),
        reasonCode: line.reasonCode,
        text: line.text ?? null,
      },
    ];
  });
}

function payoutWay({ payee }: PlannedDecision): LetterData['payment']['way'] {
  return payee.route === 'original'
    ? {
        en: 'back to where each payment came from (the account or card that it was made with)',
        'zh-CN': '按原路退回至付款时使用的账户或银行卡',
      }
    : {
        en: `to the account that you named to us, ending in ${payee.ending}`,
        'zh-CN': `汇至您指定的账户（尾号 ${payee.ending}）`,
      };
}

/** The pack's promise to pay, counted from when the decision became final. */
function payDueAt(pack: Pack, decidedAt: Date): Date | null {
  const promise = pack.clocks.find(
    ({ from, until = 'paid' }) => from === 'approved' && until === 'paid',
  );
  if (promise === undefined || promise.within === null) return null;
  return dueAt(decidedAt, promise.within, calendarOf(pack.calendar));
}
