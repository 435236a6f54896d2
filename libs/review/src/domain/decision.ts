import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { ClaimStatus } from '@app/claims';
import { Money } from '@app/money';

export const OUTCOMES = ['approve', 'partial', 'deny'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface DecidedLine {
  readonly lineId: string;
  /** All that the line is awarded, with what an earlier decision gave. */
  readonly awardMinor: string;
  /** What was claimed on it then; a claim that is opened again may ask for something else. */
  readonly claimedMinor: string;
  readonly reasonCode: string;
  /** What the reviewer adds for the claimant about this payment. */
  readonly text?: string;
}

export interface EvidenceWaiver {
  readonly item: string;
  readonly reason: string;
}

export interface DecisionContent {
  readonly claimId: string;
  /** Grows with everything on the claim that a decision stands on. */
  readonly contentVersion: number;
  readonly outcome: Outcome;
  readonly currency: string;
  readonly lines: readonly DecidedLine[];
  readonly reason: string;
  readonly payee: object;
  readonly pack: string;
  readonly evidence: readonly string[];
  readonly evidenceWaivers: readonly EvidenceWaiver[];
}

/**
 * What an approver puts their name to: SHA-256 over amounts and reasons, payee, policy version and
 * the evidence that was there. Anything else than exactly this needs a new decision.
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

type Approvals = readonly { readonly verdict: 'approve' | 'return' }[];

/** Whether a decision has all its approvals. Nothing that comes after takes that away. */
export function isFinal(
  { approvalsRequired }: { readonly approvalsRequired: number },
  approvals: Approvals,
): boolean {
  if (approvals.some(({ verdict }) => verdict === 'return')) return false;
  return approvals.length >= approvalsRequired;
}

export type DecisionStatus = 'awaiting_approval' | 'final' | 'returned' | 'recalled' | 'void';

/** What became of a decision since it was taken. */
export interface DecisionHistory {
  readonly approvals: Approvals;
  readonly isRecalled: boolean;
  readonly claim: { readonly status: ClaimStatus; readonly contentVersion: number };
}

/**
 * How a decision stands. Without all its approvals it holds only while its claim waits for them
 * with exactly the content that was decided; what else becomes of the claim leaves it void.
 */
export function decisionStatus(
  decision: { readonly approvalsRequired: number; readonly contentVersion: number },
  { approvals, isRecalled, claim }: DecisionHistory,
): DecisionStatus {
  if (approvals.some(({ verdict }) => verdict === 'return')) return 'returned';
  if (isRecalled) return 'recalled';
  if (isFinal(decision, approvals)) return 'final';
  const isAwaited =
    claim.status === 'awaiting_approval' && claim.contentVersion === decision.contentVersion;
  return isAwaited ? 'awaiting_approval' : 'void';
}
