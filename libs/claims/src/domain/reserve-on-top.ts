import type { Assessment } from '@app/programs';

/**
 * What is set aside for what may come on top of what lines were awarded so far, in minor units. The
 * claimant's own share belongs to it (E08 takes it off with the first award) unless something was
 * awarded before: then it is off already.
 */
export function reserveOnTop(
  { lines: assessed, ownShare }: Pick<Assessment, 'lines' | 'ownShare'>,
  lines: readonly { readonly id: string; readonly awardMinor: bigint | null }[],
  awardedSoFarMinor: bigint,
): bigint {
  const onTopMinor = lines
    .map(({ id, awardMinor }) => {
      const award = assessed.find(({ lineId }) => lineId === id)?.award;
      return BigInt(award?.amountMinor ?? 0) - (awardMinor ?? 0n);
    })
    .reduce((sum, more) => (more > 0n ? sum + more : sum), 0n);
  const isOwnShareOff = onTopMinor === 0n || awardedSoFarMinor > 0n;
  return isOwnShareOff ? onTopMinor : onTopMinor + BigInt(ownShare.amountMinor);
}
