/**
 * What an open claim becomes when nobody is to decide it any more: what was decided before stands,
 * and is paid as far as anything was awarded; it is approved still where money of that came back
 * meanwhile (`isOwed`). Where nothing was decided it is withdrawn.
 */
export function statusAtRest(claim: {
  readonly decisionId: string | null;
  readonly awardedMinor: bigint | null;
  readonly isOwed: boolean;
}): 'withdrawn' | 'denied' | 'paid' | 'approved' {
  if (claim.decisionId === null) return 'withdrawn';
  if ((claim.awardedMinor ?? 0n) === 0n) return 'denied';
  return claim.isOwed ? 'approved' : 'paid';
}
