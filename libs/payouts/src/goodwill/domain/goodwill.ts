import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { Money } from '@app/money';

/** Why a claimant gets money beside the award: by our own wish, or because we were late. */
export const GOODWILL_GROUNDS = ['goodwill', 'lateness'] as const;
export type GoodwillGround = (typeof GOODWILL_GROUNDS)[number];

export type GoodwillState = 'waiting' | 'granted' | 'returned';

/** What a grant pays for one broken promise; the amount in minor units as text. */
export interface GrantedPromise {
  readonly clock: string;
  readonly days: number;
  readonly amountMinor: string;
}

/** What is granted, as one person says it. */
export interface GoodwillContent {
  readonly claimId: string;
  readonly ground: GoodwillGround;
  readonly money: Money;
  readonly promises: readonly GrantedPromise[];
  readonly reason: string;
  /** Where it is to go. */
  readonly payee: string;
}

/** What a verdict is bound to: SHA-256 in canonical form (RFC 8785). */
export function goodwillDigest({ money, ...content }: GoodwillContent): string {
  return createHash('sha256')
    .update(canonicalize({ ...content, money: money.toJson() }))
    .digest('hex');
}

/** As much of a grant as says whether it counts. */
interface JudgedGrant {
  readonly grant: { readonly approvalsRequired: number };
  readonly verdict: { readonly verdict: 'approve' | 'return' } | null;
}

export function goodwillState({ grant, verdict }: JudgedGrant): GoodwillState {
  if (verdict !== null) return verdict.verdict === 'approve' ? 'granted' : 'returned';
  return grant.approvalsRequired === 0 ? 'granted' : 'waiting';
}

/**
 * How many others must approve a grant: none as long as all that single persons granted on the
 * claim, with this, is no more than the pack lets one person grant. All in minor units.
 */
export function approvalsFor(
  amountMinor: bigint,
  { aloneMinor, limitMinor }: { readonly aloneMinor: bigint; readonly limitMinor: bigint },
): 0 | 1 {
  return aloneMinor + amountMinor <= limitMinor ? 0 : 1;
}
