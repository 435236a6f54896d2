/** Somebody of the staff who may look after claims. */
export interface Candidate {
  readonly id: string;
  readonly role: string;
  /** The human behind the account. */
  readonly personId: string;
}

/** Persons who may not own a claim: who claims, or had a hand in it before it was opened again. */
export type Barred = ReadonlySet<string>;

/** Whether somebody may own a claim: nobody has their own, nor one that they had a hand in. */
export function mayOwn({ personId }: Candidate, barred: Barred): boolean {
  return !barred.has(personId);
}

/** What a choice looks at beside the candidates. */
interface Circumstances {
  readonly barred: Barred;
  /** How many open claims everybody has, by account. */
  readonly openClaims: ReadonlyMap<string, number>;
  /** From 0 to below 1, drawn anew each time: whoever knew it could choose the owner. */
  readonly draw: number;
}

/**
 * Who of the staff is to own a claim: a reviewer with the fewest open claims, drawn from those who
 * have as few; an approver when no reviewer may. Null when nobody may.
 */
export function chooseOwner(
  candidates: readonly Candidate[],
  { barred, openClaims, draw }: Circumstances,
): string | null {
  const fit = candidates.filter((candidate) => mayOwn(candidate, barred));
  const reviewers = fit.filter(({ role }) => role === 'reviewer');
  const possible = reviewers.length > 0 ? reviewers : fit;
  const load = ({ id }: Candidate): number => openClaims.get(id) ?? 0;
  const fewest = Math.min(...possible.map(load));
  const least = possible.filter((candidate) => load(candidate) === fewest);
  return least[Math.floor(draw * least.length)]?.id ?? null;
}
