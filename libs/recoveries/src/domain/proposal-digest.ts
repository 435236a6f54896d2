import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { Money } from '@app/money';

/** What proves that a claimant deceived us: a paper that others can look up. */
export const EVIDENCE_KINDS = [
  'judgement',
  'police_report',
  'confession',
  'payment_records',
  'other',
] as const;

export interface ProofOfFraud {
  readonly kind: (typeof EVIDENCE_KINDS)[number];
  readonly reference: string;
  readonly note: string;
}

/** What needs the word of two people. */
export interface ProposalContent {
  readonly kind: 'write_off' | 'clawback';
  readonly recoveryId: string;
  readonly money: Money;
  readonly reason: string;
  readonly evidence: readonly ProofOfFraud[];
}

/** What a verdict is bound to: SHA-256 over all that was proposed, in canonical form (RFC 8785). */
export function proposalDigest({ money, ...content }: ProposalContent): string {
  const text = canonicalize({ ...content, money: money.toJson() });
  return createHash('sha256').update(text).digest('hex');
}
