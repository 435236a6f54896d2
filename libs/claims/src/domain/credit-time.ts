import type { ProvisionalTerms } from '@app/programs';

/** The last day of the promise is for the credit to arrive on. */
const LEAD_MS = 24 * 60 * 60 * 1000;

/** As much of a claim as says whether a credit before its decision may come still. */
export interface CreditableClaim {
  readonly decisionId: string | null;
  readonly creditedAt: Date | null;
}

/**
 * When the credit that a pack promises before the decision leaves: as the last day of its term
 * begins, so that it is there in time. Null where nothing is promised, its time is not known, or it
 * was given; and of a claim that was decided before, because the promise is for the first decision.
 */
export function creditTime(
  terms: Pick<ProvisionalTerms, 'dueAt'> | null,
  { decisionId, creditedAt }: CreditableClaim,
): Date | null {
  if (terms?.dueAt === null || terms?.dueAt === undefined) return null;
  if (decisionId !== null || creditedAt !== null) return null;
  return new Date(Date.parse(terms.dueAt) - LEAD_MS);
}
