/** Where somebody is in the portal. The address says it, so that links and the back key work. */
export type Place =
  { readonly kind: 'claims' } | { readonly kind: 'claim'; readonly reference: string };

const REFERENCE = /^CLM-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/**
 * The place that the query of an address names; null for the first page. A link of a mail names a
 * claim by its reference; whatever else stands there was written by somebody else, and leads to the
 * list of one's own claims.
 */
export function placeIn(search: string): Place | null {
  const parameters = new URLSearchParams(search);
  const claim = parameters.get('claim')?.trim().toUpperCase() ?? null;
  if (claim !== null) {
    return REFERENCE.test(claim) ? { kind: 'claim', reference: claim } : { kind: 'claims' };
  }
  return parameters.has('claims') ? { kind: 'claims' } : null;
}

/** The query that leads to a place (null: the first page), in the language of the query here. */
export function searchFor(place: Place | null, here: string): string {
  const parameters = new URLSearchParams();
  const language = new URLSearchParams(here).get('lang');
  if (place?.kind === 'claim') parameters.set('claim', place.reference);
  if (place?.kind === 'claims') parameters.set('claims', '');
  if (language !== null) parameters.set('lang', language);
  return `?${parameters.toString()}`;
}
