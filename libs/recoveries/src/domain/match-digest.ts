import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { Money } from '@app/money';

import type { Distribution } from './distribution';

/** What two people say of money that came back, before anything of it is booked. */
export interface MatchContent {
  readonly receiptId: string;
  readonly claimId: string;
  readonly recoveryId: string | null;
  readonly money: Money;
  readonly reason: string;
  readonly parts: Distribution;
  /** Where the claimant's part is to go. */
  readonly payee: string;
}

/**
 * What a verdict on a match is bound to: SHA-256 over the money, who gets which part of it and
 * where the claimant's goes, in canonical form (RFC 8785).
 */
export function matchDigest({ money, parts, ...content }: MatchContent): string {
  const { house, others, victim } = parts;
  const text = canonicalize({
    ...content,
    money: money.toJson(),
    house: house.toJson(),
    others: others.map((other) => ({ ...other, money: other.money.toJson() })),
    victim: victim.toJson(),
  });
  return createHash('sha256').update(text).digest('hex');
}
