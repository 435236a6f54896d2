import { WHOLE_BP } from '@app/money';

import type { Pack } from './pack';

/**
 * The most that a pack can pay on one payment of which so much is lost, in minor units: for those
 * who must see that an award is not above what it stands on, while a pack may pay more than the
 * loss. `null` where the kind of loss pays fees besides, which have no limit of their own.
 */
export function coverageLimit(pack: Pack, lossType: string, lostMinor: bigint): bigint | null {
  if (lostMinor <= 0n) return 0n;
  const type = pack.lossTypes.find(({ id }) => id === lossType);
  if (type?.paysFees === true) return null;
  return (lostMinor * BigInt(type?.coverageBp ?? pack.amount.coverageBp)) / WHOLE_BP;
}
