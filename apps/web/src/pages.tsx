import { Home } from './home';
import { PortalGate } from './portal/portal-gate';
import { usePlace } from './portal/use-place';

/** The first page, or the place of the portal that the address names. */
export function Pages() {
  const place = usePlace();
  return place === null ? <Home /> : <PortalGate place={place} />;
}
