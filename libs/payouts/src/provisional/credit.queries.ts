import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import type { Reads } from '@app/platform';
import type { Assessment } from '@app/programs';

import { PayoutEntity } from '../persistence/payout.entity';
import type { CreditState } from './domain/credit-action';
import type { AssessedLine } from './domain/credit-parts';
import { ProvisionalCreditPartEntity } from './persistence/provisional-credit-part.entity';
import { ProvisionalCreditEntity } from './persistence/provisional-credit.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

/** What the newest assessment of a claim promises before the decision. */
export interface PromisedCredit {
  readonly assessmentId: string;
  readonly dueAt: string;
  readonly money: Money;
  readonly lines: readonly AssessedLine[];
}

/** A part of a credit with the payout that carries it. */
export interface CarriedPart {
  readonly part: ProvisionalCreditPartEntity;
  readonly payout: PayoutEntity;
}

export interface HeldCredit {
  readonly credit: ProvisionalCreditEntity;
  /** In the order in which they were made. */
  readonly parts: readonly CarriedPart[];
}

/** In these a payout is over. */
const AT_REST: readonly PayoutEntity['status'][] = ['settled', 'failed', 'cancelled', 'returned'];

/** All reads of provisional credits. */
@Injectable()
export class CreditQueries {
  /** Null where the newest assessment promises nothing, or nobody knows by when. */
  async promised(reads: Reads, { lane, id }: ClaimKey): Promise<PromisedCredit | null> {
    const [row] = await reads.query<{ id: string; result: Assessment }[]>(
      `SELECT id, result FROM assessments WHERE lane = $1 AND claim_id = $2
        ORDER BY number DESC LIMIT 1`,
      [lane, id],
    );
    const terms = row?.result.provisional;
    if (row === undefined || terms === undefined || terms === null) return null;
    const { dueAt } = terms;
    if (dueAt === null) return null;
    return {
      assessmentId: row.id,
      dueAt,
      money: Money.fromJson(terms.money),
      lines: row.result.lines.map(({ lineId, award }) => ({
        lineId,
        award: Money.fromJson(award),
      })),
    };
  }

  async ofClaim(reads: Reads, { lane, id: claimId }: ClaimKey): Promise<HeldCredit | null> {
    const credit = await reads.findOneBy(ProvisionalCreditEntity, { lane, claimId });
    if (credit === null) return null;
    const kept = await reads.findBy(ProvisionalCreditPartEntity, { lane, claimId });
    const payouts = await reads.find(PayoutEntity, {
      where: { lane, claimId, kind: 'provisional' },
      order: { id: 'ASC' },
    });
    const parts = payouts.flatMap((payout) => {
      const part = kept.find(({ payoutId }) => payoutId === payout.id);
      return part === undefined ? [] : [{ part, payout }];
    });
    return { credit, parts };
  }

  /** The credits of several claims, by the id of the claim. */
  async ofClaims(
    reads: Reads,
    claims: readonly ClaimKey[],
  ): Promise<ReadonlyMap<string, ProvisionalCreditEntity>> {
    if (claims.length === 0) return new Map();
    const credits = await reads.findBy(ProvisionalCreditEntity, {
      lane: In([...new Set(claims.map(({ lane }) => lane))]),
      claimId: In(claims.map(({ id }) => id)),
    });
    return new Map(credits.map((credit) => [credit.claimId, credit]));
  }

  /** What of the award of each line was credited before and is final, in minor units. */
  async finalByLine(
    reads: Reads,
    { lane, id: claimId, creditedAt }: ClaimKey & Pick<ClaimEntity, 'creditedAt'>,
  ): Promise<ReadonlyMap<string, bigint>> {
    const byLine = new Map<string, bigint>();
    // Most claims were never credited, and pay nothing for those that were.
    if (creditedAt === null) return byLine;
    for (const part of await reads.findBy(ProvisionalCreditPartEntity, { lane, claimId })) {
      byLine.set(part.claimLineId, (byLine.get(part.claimLineId) ?? 0n) + part.finalMinor);
    }
    return byLine;
  }

  /** Whether an approved claim was credited before, and nobody has said what of that is final. */
  async awaitsDecision(
    reads: Reads,
    { lane, id: claimId, decisionId }: ClaimEntity,
  ): Promise<boolean> {
    const credit = await reads.findOneBy(ProvisionalCreditEntity, { lane, claimId });
    if (credit === null) return false;
    const isOpen = credit.status === 'granted' || credit.status === 'ending';
    return isOpen && credit.decisionId !== decisionId;
  }
}

/** Parts that have arrived, and of which something is neither final nor given up. */
export function openParts({ parts }: HeldCredit): CarriedPart[] {
  return parts.filter(
    ({ part, payout }) =>
      payout.status === 'settled' && part.endedAt === null && openMinor(part) > 0n,
  );
}

/** What of a part is not final. */
export function openMinor({
  amountMinor,
  finalMinor,
}: Pick<ProvisionalCreditPartEntity, 'amountMinor' | 'finalMinor'>): bigint {
  return amountMinor - finalMinor;
}

/** The credit as its rule sees it. */
export function creditState(held: HeldCredit): CreditState {
  const { status, endsAt, decisionId } = held.credit;
  return {
    status,
    endsAt,
    decisionId,
    openMinor: openParts(held).reduce((sum, { part }) => sum + openMinor(part), 0n),
    isUnderWay: held.parts.some(({ payout }) => !AT_REST.includes(payout.status)),
    isAskedBack: held.parts.some(({ part }) => part.askedMinor !== null),
  };
}
