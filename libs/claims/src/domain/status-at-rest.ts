/**
 * What an open claim becomes when nobody is to decide it any more: what was decided before stands,
 * and is paid as far as anything was awarded; where nothing was decided it is withdrawn.
 */
export function statusAtRest(claim: {
  readonly decisionId: string | null;
  readonly awardedMinor: bigint | null;
}): 'withdrawn' | 'denied' | 'paid' {
  if (claim.decisionId === null) return 'withdrawn';
  return (claim.awardedMinor ?? 0n) > 0n ? 'paid' : 'denied';
}
