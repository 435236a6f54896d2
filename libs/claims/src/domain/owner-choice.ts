/** Somebody of the staff who may look after claims. */
export interface Candidate {
  readonly id: string;
  readonly role: string;
  readonly partyId: string | null;
  /** The human behind the account. */
  readonly personId: string;
}

/** What about a claim keeps somebody from owning it. */
export interface ClaimForOwner {
  readonly claimantPartyId: string;
  /** The person who filed it, by the account with which they did; null when there is none. */
  readonly filedByPersonId: string | null;
  /** Persons who may not own it besides: those who decided before it was opened again. */
  readonly barredPersonIds: readonly string[];
}

/** Whether somebody may own a claim: nobody has their own, nor one that they had a hand in. */
export function mayOwn({ partyId, personId }: Candidate, claim: ClaimForOwner): boolean {
  const isTheirs = partyId === claim.claimantPartyId || personId === claim.filedByPersonId;
  return !isTheirs && !claim.barredPersonIds.includes(personId);
}

/**
 * Who of the staff is to own a claim: the reviewer with the fewest open claims, the first of those
 * who have as few; an approver when no reviewer may. Null when nobody may.
 */
export function chooseOwner(
  candidates: readonly Candidate[],
  claim: ClaimForOwner,
  openClaims: ReadonlyMap<string, number>,
): string | null {
  const fit = candidates.filter((candidate) => mayOwn(candidate, claim));
  const reviewers = fit.filter(({ role }) => role === 'reviewer');
  const load = ({ id }: Candidate): number => openClaims.get(id) ?? 0;
  const [chosen] = (reviewers.length > 0 ? reviewers : fit).toSorted(
    (one, other) => load(one) - load(other),
  );
  return chosen?.id ?? null;
}
