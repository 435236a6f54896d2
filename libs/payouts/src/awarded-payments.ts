import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity, NextStepCode } from '@app/claims';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Reads } from '@app/platform';
import { PackLibrary, coverageLimit } from '@app/programs';

import { carriedMinor, isDead } from './domain/carried-award';
import { BESIDE_AWARDS } from './domain/payout-kind';
import type { PayoutKind } from './domain/payout-kind';
import { payeeKey } from './domain/payout-payee';
import { PayoutQueries } from './payouts.queries';
import { CreditQueries } from './provisional/credit.queries';
import type { PayoutEntity } from './persistence/payout.entity';
import { ReorderQueries } from './reorder.queries';

/**
 * A line of a claim with an award that is not ordered in full, or with a payout of another kind
 * that died; and the payment behind it.
 */
export interface AwardedPayment {
  readonly kind: PayoutKind;
  /** What it is paid out of; null for an award. */
  readonly sourceId: string | null;
  readonly line: ClaimLineEntity;
  readonly payment: PaymentEntity;
  /**
   * What of the award no payout carries yet, nor a credit before the decision; of another kind what
   * the dead payout was for.
   */
  readonly due: Money;
  /**
   * The award was right when it was made; since then the payer got (part of) the money back. A pack
   * may pay more than the loss, but nothing for what is no loss any more.
   */
  readonly isOvertaken: boolean;
  /** The most that its loss lets the award be now; null where there is no limit. */
  readonly limitMinor: bigint | null;
  /**
   * The newest payout of the line that failed or came back since the decision, and in whose place
   * no other is: nobody but people orders one. Null where the decision itself orders.
   */
  readonly replaced: PayoutEntity | null;
  /** Those of the line that came back and are held: what is due goes out of that first. */
  readonly held: readonly PayoutEntity[];
}

/** The step that people have to take before an award can be paid. */
type Obstacle = Extract<NextStepCode, 'confirm_award' | 'resolve_payout'>;

/** The payments behind the awards of a claim, as they are now. */
@Injectable()
export class AwardedPayments {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly packs: PackLibrary,
    private readonly payouts: PayoutQueries,
    private readonly reorders: ReorderQueries,
    private readonly credits: CreditQueries,
  ) {}

  /** What keeps these from being paid; null when nothing does. */
  async obstacle(
    reads: Reads,
    claim: ClaimEntity,
    awarded: readonly AwardedPayment[],
  ): Promise<Obstacle | null> {
    // The database would refuse such a payout at every try, and nobody would be told.
    if (!(await this.payouts.hasEyes(reads, claim))) return 'confirm_award';
    if (await this.reorders.isContradicted(reads, claim)) return 'resolve_payout';
    return awarded.some(({ isOvertaken }) => isOvertaken) ? 'resolve_payout' : null;
  }

  /** Whether nobody has said yet what of a credit before the decision the award makes final. */
  async awaitsCredit(reads: Reads, claim: ClaimEntity): Promise<boolean> {
    return this.credits.awaitsDecision(reads, claim);
  }

  /**
   * Those that can be ordered now. What is no award and died waits until enough persons have
   * ordered it again; the awards of the claim do not wait for that.
   */
  async orderable(
    reads: Reads,
    { payoutMethod }: Pick<ClaimEntity, 'payoutMethod'>,
    awarded: readonly AwardedPayment[],
  ): Promise<AwardedPayment[]> {
    const toPayee = payeeKey(payoutMethod);
    const orderable: AwardedPayment[] = [];
    // One after the other: within a transaction there is one connection.
    for (const each of awarded) {
      const { kind, replaced } = each;
      const waits = kind !== 'award' && replaced !== null;
      if (!waits || (await this.reorders.areEnough(reads, [replaced], toPayee))) {
        orderable.push(each);
      }
    }
    return orderable;
  }

  /** Those of which something is due. */
  async of(reads: Reads, claim: ClaimEntity): Promise<AwardedPayment[]> {
    const pack = await this.packs.pinned(reads, claim);
    const payouts = await this.payouts.ofClaim(reads, claim.id);
    const credited = await this.credits.finalByLine(reads, claim);
    const awarded: AwardedPayment[] = [];
    // One after the other: within a transaction there is one connection.
    for (const line of await this.claims.lines(reads, claim)) {
      const awardMinor = line.awardMinor ?? 0n;
      const ofLine = payouts.filter(({ claimLineId }) => claimLineId === line.id);
      const others = deadOthers(ofLine);
      const carried = carriedMinor(line, payouts) + (credited.get(line.id) ?? 0n);
      const due = Money.of(awardMinor - carried, line.currency);
      if (!due.isPositive() && others.length === 0) continue;
      const payment = await this.payments.byId(reads, line.paymentId);
      if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
      awarded.push(...others.map((dead) => orderedAgain(line, payment, dead)));
      if (!due.isPositive()) continue;
      const elsewhere = await this.claims.awardedOnPayment(reads, payment, claim.id);
      const lostMinor = payment.amountMinor - payment.refundedMinor - elsewhere;
      const limitMinor = coverageLimit(pack, claim.lossType, lostMinor);
      const isOvertaken = limitMinor !== null && awardMinor > limitMinor;
      const awards = ofLine.filter(({ kind }) => kind === 'award');
      const held = awards.filter(({ heldMinor }) => heldMinor > 0n);
      const replaced = replacedOf(claim, awards);
      const of = { kind: 'award', sourceId: null } as const;
      awarded.push({ ...of, line, payment, due, isOvertaken, limitMinor, replaced, held });
    }
    return awarded;
  }
}

function replacedOf(
  { decisionId, decidedAt }: Pick<ClaimEntity, 'decisionId' | 'decidedAt'>,
  ofLine: readonly PayoutEntity[],
): PayoutEntity | null {
  const isSince = (payout: PayoutEntity): boolean =>
    payout.decisionId === decisionId || (decidedAt !== null && payout.updatedAt > decidedAt);
  const candidates = ofLine.filter((one) => isDead(one) && isSince(one));
  return candidates.filter((one) => !isReplaced(one, ofLine)).at(-1) ?? null;
}

function isReplaced({ id }: PayoutEntity, ofLine: readonly PayoutEntity[]): boolean {
  return ofLine.some(({ replacesId }) => replacesId === id);
}

/** What is no award is ordered once; what died of it is owed until another is in its place. */
function deadOthers(ofLine: readonly PayoutEntity[]): PayoutEntity[] {
  return ofLine.filter(
    (one) => BESIDE_AWARDS.includes(one.kind) && isDead(one) && !isReplaced(one, ofLine),
  );
}

function orderedAgain(
  line: ClaimLineEntity,
  payment: PaymentEntity,
  dead: PayoutEntity,
): AwardedPayment {
  const { kind, sourceId, amountMinor, currency, heldMinor } = dead;
  const due = Money.of(amountMinor, currency);
  const held = heldMinor > 0n ? [dead] : [];
  return {
    kind,
    sourceId,
    line,
    payment,
    due,
    isOvertaken: false,
    limitMinor: null,
    replaced: dead,
    held,
  };
}
