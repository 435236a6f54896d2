import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { AccountingEvent } from '@app/accounting';
import { Money } from '@app/money';

export const OUTCOMES = ['approve', 'partial', 'deny'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface DecidedLine {
  readonly lineId: string;
  readonly awardMinor: string;
  readonly reasonCode: string;
}

export interface EvidenceWaiver {
  readonly item: string;
  readonly reason: string;
}

export interface DecisionContent {
  readonly claimId: string;
  readonly outcome: Outcome;
  readonly currency: string;
  readonly lines: readonly DecidedLine[];
  readonly payee: Readonly<Record<string, string>>;
  readonly pack: string;
  readonly evidence: readonly string[];
  readonly evidenceWaivers: readonly EvidenceWaiver[];
}

/**
 * What an approver puts their name to: SHA-256 over amounts, payee, policy version and the evidence
 * that was there. Anything else than exactly this needs a new decision.
 */
export function decisionDigest(content: DecisionContent): string {
  const sorted = { ...content, evidence: [...content.evidence].sort() };
  return createHash('sha256').update(canonicalize(sorted)).digest('hex');
}

export function awardOf(lines: readonly DecidedLine[], currency: string): Money {
  return Money.of(
    lines.reduce((sum, line) => sum + BigInt(line.awardMinor), 0n),
    currency,
  );
}

/** What a final decision books: the reserve becomes exactly the award, and the award is payable. */
export function decisionEvents(reserve: Money, claimed: Money, award: Money): AccountingEvent[] {
  if (award.isZero()) return [{ code: 'E10', reserve, claimed }];
  return [
    { code: 'E07', from: reserve, to: award },
    { code: 'E09', money: award },
  ];
}

export type DecisionStatus = 'awaiting_approval' | 'final' | 'returned';

/** How a decision stands by its approvals. */
export function decisionStatus(
  decision: { readonly approvalsRequired: number },
  approvals: readonly { readonly verdict: 'approve' | 'return' }[],
): DecisionStatus {
  if (approvals.some(({ verdict }) => verdict === 'return')) return 'returned';
  const given = approvals.filter(({ verdict }) => verdict === 'approve').length;
  return given >= decision.approvalsRequired ? 'final' : 'awaiting_approval';
}
