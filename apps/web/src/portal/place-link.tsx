import type { MouseEvent, ReactNode } from 'react';

import { searchFor } from './place';
import type { Place } from './place';
import { goTo } from './use-place';

interface PlaceLinkProps {
  /** Null: the first page. */
  readonly to: Place | null;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A link within the page. */
export function PlaceLink({ to, className, children }: PlaceLinkProps) {
  const follow = (event: MouseEvent): void => {
    // Who asks for a new tab gets one.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a href={searchFor(to, window.location.search)} className={className} onClick={follow}>
      {children}
    </a>
  );
}
