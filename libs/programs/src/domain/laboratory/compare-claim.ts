import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';
import type { MoneyJson } from '@app/money';

import { assess } from '../assess';
import type { AssessmentFacts } from '../assessment';
import type { Pack } from '../pack';
import { readFacts } from '../read-facts';
import { promisedTimes } from './promised-times';

/** A claim as the laboratory takes it in: what is known of it, and its name for people. */
export interface LaboratoryClaim {
  readonly reference: string;
  readonly facts: AssessmentFacts;
  /** Whether it is still to be paid or refused, and so holds a reserve. */
  readonly isOpen: boolean;
}

/** What one pack says about a claim, as far as it is compared. */
export interface Judgement {
  readonly award: MoneyJson;
  readonly reasonCode: string;
  /** RFC 3339; `null` where the pack promises no time. */
  readonly decidedBy: string | null;
  readonly paidBy: string | null;
}

/** From the first pack to the second. `other_currency`: both pay, in amounts of two currencies. */
export const PAID_CHANGES = [
  'more',
  'less',
  'same',
  'newly',
  'no_longer',
  'neither',
  'other_currency',
] as const;
export type PaidChange = (typeof PAID_CHANGES)[number];

/** By when the money is promised, or else the decision; `unknown` where a pack promises neither. */
export const WAIT_CHANGES = ['longer', 'shorter', 'same', 'unknown'] as const;
export type WaitChange = (typeof WAIT_CHANGES)[number];

export interface ComparedClaim {
  readonly reference: string;
  readonly lossType: string;
  readonly isOpen: boolean;
  readonly a: Judgement;
  readonly b: Judgement;
  readonly paid: PaidChange;
  readonly wait: WaitChange;
  /** What the second pack pays beyond the first; `null` for two amounts of two currencies. */
  readonly change: MoneyJson | null;
}

/** Facts that a pack cannot judge: where they are wrong, and what to do. */
export interface Refusal {
  readonly field: string;
  readonly text: Bilingual;
}

export interface RefusedClaim {
  readonly reference: string;
  /** By each pack; `null` where it did not refuse. */
  readonly a: Refusal | null;
  readonly b: Refusal | null;
}

/**
 * One claim under two packs, each judged at the time of filing. Facts that a pack refuses as
 * malformed are an answer too: other errors are thrown.
 */
export function compareClaim(
  a: Pack,
  b: Pack,
  claim: LaboratoryClaim,
): ComparedClaim | RefusedClaim {
  const underA = judge(a, claim.facts);
  const underB = judge(b, claim.facts);
  if ('field' in underA || 'field' in underB) {
    return {
      reference: claim.reference,
      a: 'field' in underA ? underA : null,
      b: 'field' in underB ? underB : null,
    };
  }
  return {
    reference: claim.reference,
    lossType: claim.facts.lossType,
    isOpen: claim.isOpen,
    a: underA,
    b: underB,
    paid: paidChange(Money.fromJson(underA.award), Money.fromJson(underB.award)),
    wait: waitChange(underA, underB),
    change: changeOf(Money.fromJson(underA.award), Money.fromJson(underB.award)),
  };
}

function judge(pack: Pack, facts: AssessmentFacts): Judgement | Refusal {
  try {
    const read = readFacts(facts);
    const { award, reasons } = assess(pack, facts, read.filedAt);
    const { decidedBy, paidBy } = promisedTimes(pack, read);
    return {
      award,
      reasonCode: reasons[0]?.code ?? '',
      decidedBy: textOf(decidedBy),
      paidBy: textOf(paidBy),
    };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
    return { field: error.details.field ?? 'facts', text: error.text };
  }
}

function textOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}

function paidChange(a: Money, b: Money): PaidChange {
  if (!a.isPositive() && !b.isPositive()) return 'neither';
  if (!a.isPositive()) return 'newly';
  if (!b.isPositive()) return 'no_longer';
  if (a.currency !== b.currency) return 'other_currency';
  if (a.equals(b)) return 'same';
  return b.isGreaterThan(a) ? 'more' : 'less';
}

function changeOf(a: Money, b: Money): MoneyJson | null {
  if (a.currency === b.currency) return b.minus(a).toJson();
  if (!a.isPositive()) return b.toJson();
  return b.isPositive() ? null : Money.zero(a.currency).minus(a).toJson();
}

function waitChange(a: Judgement, b: Judgement): WaitChange {
  const [first, second] =
    a.paidBy === null || b.paidBy === null ? [a.decidedBy, b.decidedBy] : [a.paidBy, b.paidBy];
  if (first === null || second === null) return 'unknown';
  if (first === second) return 'same';
  // Texts of one form sort as their times do.
  return second > first ? 'longer' : 'shorter';
}
