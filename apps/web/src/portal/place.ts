import { FIRST_STEP, stepCalled } from '../filing/steps';
import type { FilingStep } from '../filing/steps';

/** Where somebody is in the portal. The address says it, so that links and the back key work. */
export type Place =
  | { readonly kind: 'claims' }
  | { readonly kind: 'claim'; readonly reference: string }
  /** Where a claim begins; with the word by which one goes on with a mail. */
  | { readonly kind: 'begin'; readonly mail: string | null }
  | FilingPlace
  /** A claim that has just been filed. */
  | { readonly kind: 'sent'; readonly reference: string };

/** One question of a claim that is being written. */
export interface FilingPlace {
  readonly kind: 'filing';
  readonly draftId: string;
  readonly step: FilingStep;
  /** Whether the answers are looked over already, and one of them is changed. */
  readonly isChange: boolean;
}

const REFERENCE = /^CLM-[0-9A-Z]{4}-[0-9A-Z]{4}$/;
const DRAFT_ID = /^drf_[0-9a-z]{26}$/;

/**
 * The place that the query of an address names; null for the first page. A link of a mail names a
 * claim by its reference; whatever else stands there was written by somebody else, and leads to the
 * list of one's own claims.
 */
export function placeIn(search: string): Place | null {
  const parameters = new URLSearchParams(search);
  for (const kind of ['claim', 'sent'] as const) {
    const reference = parameters.get(kind)?.trim().toUpperCase() ?? null;
    if (reference === null) continue;
    return REFERENCE.test(reference) ? { kind, reference } : { kind: 'claims' };
  }
  if (parameters.has('file')) return filingPlaceIn(parameters);
  return parameters.has('claims') ? { kind: 'claims' } : null;
}

function filingPlaceIn(parameters: URLSearchParams): Place {
  const draftId = parameters.get('file') ?? '';
  if (!DRAFT_ID.test(draftId)) return { kind: 'begin', mail: parameters.get('mail') };
  const step = stepCalled(parameters.get('step')) ?? FIRST_STEP;
  return { kind: 'filing', draftId, step, isChange: parameters.has('change') };
}

/** The query that leads to a place (null: the first page), in the language of the query here. */
export function searchFor(place: Place | null, here: string): string {
  const parameters = new URLSearchParams(place === null ? {} : queryOf(place));
  const language = new URLSearchParams(here).get('lang');
  if (language !== null) parameters.set('lang', language);
  return `?${parameters.toString()}`;
}

function queryOf(place: Place): Record<string, string> {
  switch (place.kind) {
    case 'claims':
      return { claims: '' };
    case 'claim':
      return { claim: place.reference };
    case 'sent':
      return { sent: place.reference };
    case 'begin':
      return { file: '', ...(place.mail === null ? {} : { mail: place.mail }) };
    case 'filing': {
      const { draftId, step, isChange } = place;
      return { file: draftId, step, ...(isChange ? { change: '' } : {}) };
    }
  }
}
