import { useMemo, useSyncExternalStore } from 'react';

import { placeIn, searchFor } from './place';
import type { Place } from './place';

/** Where the address of this page leads; null for the first page. */
export function usePlace(): Place | null {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  return useMemo(() => placeIn(search), [search]);
}

/** Goes to a place of this page without loading it again. */
export function goTo(place: Place | null): void {
  window.history.pushState(null, '', searchFor(place, window.location.search));
  arrive();
}

/** Goes to a place that the back key does not lead away from: what was here is over. */
export function goOnTo(place: Place): void {
  window.history.replaceState(null, '', searchFor(place, window.location.search));
  arrive();
}

function arrive(): void {
  // The browser tells of its own moves only, and whoever follows the address hears of one alike.
  window.dispatchEvent(new PopStateEvent('popstate'));
  window.scrollTo(0, 0);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  return () => window.removeEventListener('popstate', changed);
}
