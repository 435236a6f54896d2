import { useSyncExternalStore } from 'react';

import { useLanguage } from '../language/language-context';

/** Says that the network is gone, as long as it is. */
export function OfflineBanner() {
  const { text } = useLanguage();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return <div role="status">{!isOnline && <p className="offline">{text('page.offline')}</p>}</div>;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
