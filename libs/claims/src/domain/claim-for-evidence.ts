import type { ClaimForEvidence } from '@app/programs';

import { knownOf, milestoneTimes } from './recorded-facts';
import type { RecordedFacts } from './recorded-facts';

/** A claim as its list of evidence sees it, with what was recorded on it so far. */
export function claimForEvidence(
  claim: {
    readonly claimedMinor: bigint;
    readonly filedAt: Date;
    readonly discoveredAt: Date;
  },
  recorded: RecordedFacts,
): ClaimForEvidence {
  const times = milestoneTimes(recorded.milestones);
  const { established, refuted } = knownOf(null, recorded.circumstances);
  return {
    claimedMinor: claim.claimedMinor,
    circumstances: [...established],
    refuted: [...refuted],
    eventAt: (name) => {
      if (name === 'claim_received') return claim.filedAt;
      if (name === 'discovered') return claim.discoveredAt;
      return times.get(name) ?? null;
    },
  };
}
