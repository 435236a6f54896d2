/** That another person looks after a claim now. */
export const ASSIGNED = 'claim.assigned';

/**
 * The lines of a timeline that somebody reads, oldest first. Staff read all of it. Whoever claims
 * needs to know that somebody else has their claim, and not through how many hands it went: of
 * those lines the last one is left.
 */
export function shownTimeline<Line extends { readonly kind: string }>(
  timeline: readonly Line[],
  { role }: { readonly role: string },
): Line[] {
  if (role !== 'claimant') return [...timeline];
  const last = timeline.findLast(({ kind }) => kind === ASSIGNED);
  return timeline.filter((line) => line.kind !== ASSIGNED || line === last);
}
