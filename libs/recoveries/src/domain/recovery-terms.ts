import type { Pack } from '@app/programs';

import { isOwedByClaimant } from './recovery';
import type { RecoveryKind } from './recovery';

/** How long each has where the pack sets no clock; in business days of the pack's calendar. */
const TERMS: Readonly<Record<RecoveryKind, string>> = {
  institution: '10BD',
  insurer: '20BD',
  merchant: '10BD',
  fraudster: '20BD',
  claimant: '15BD',
  credit: '15BD',
};

/**
 * How long whoever is asked has to pay: by the clock of the pack that runs from the request for a
 * contribution, where it has one, and else by the term of their kind.
 */
export function termOf(pack: Pick<Pack, 'clocks'>, kind: RecoveryKind): string {
  const clock = pack.clocks.find(
    ({ from, within }) => from === 'contribution_requested' && within !== null,
  );
  return isOwedByClaimant(kind) ? TERMS[kind] : (clock?.within ?? TERMS[kind]);
}
