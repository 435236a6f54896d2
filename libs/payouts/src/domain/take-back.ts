import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

/** A line with an award that is not ordered in full. All amounts in minor units. */
export interface TakableLine {
  readonly lineId: string;
  readonly awardMinor: bigint;
  /** What of it no payout carries. */
  readonly dueMinor: bigint;
  /** The most that its loss lets it have now; null where the pack knows no limit. */
  readonly limitMinor: bigint | null;
}

export interface TakenLine {
  readonly lineId: string;
  readonly amountMinor: bigint;
}

/**
 * What of the awards of a claim is for a loss that was made good meanwhile and can be taken back:
 * what is above the loss, as far as no payout carries it. What was paid stays paid.
 */
export function takenBack(lines: readonly TakableLine[]): TakenLine[] {
  return lines.flatMap(({ lineId, awardMinor, dueMinor, limitMinor }) => {
    if (limitMinor === null || awardMinor <= limitMinor) return [];
    const overMinor = awardMinor - (limitMinor > 0n ? limitMinor : 0n);
    const amountMinor = overMinor < dueMinor ? overMinor : dueMinor;
    return amountMinor > 0n ? [{ lineId, amountMinor }] : [];
  });
}

/** Of which money it goes off: what is payable first, then what is held for the claimant. */
export function sourcesOf(
  amountMinor: bigint,
  { dueMinor, heldMinor }: { readonly dueMinor: bigint; readonly heldMinor: bigint },
): { readonly payableMinor: bigint; readonly heldMinor: bigint } {
  const onPayable = dueMinor - heldMinor;
  const payableMinor = amountMinor < onPayable ? amountMinor : onPayable;
  return { payableMinor, heldMinor: amountMinor - payableMinor };
}

/** What a verdict is bound to: SHA-256 in canonical form (RFC 8785). */
export function takeBackDigest(content: {
  readonly claimId: string;
  readonly decisionId: string;
  readonly lines: readonly TakenLine[];
  readonly reason: string;
}): string {
  const lines = content.lines.map(({ lineId, amountMinor }) => ({
    lineId,
    amountMinor: amountMinor.toString(),
  }));
  return createHash('sha256')
    .update(canonicalize({ ...content, lines }))
    .digest('hex');
}
