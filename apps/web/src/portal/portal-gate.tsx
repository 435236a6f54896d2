import { useEffect, useState } from 'react';
import type { ComponentType } from 'react';

import { useContactPhone } from '../contact/use-contact-phone';
import { RequestFailure } from '../http/request-failure';
import { useLanguage } from '../language/language-context';
import { FailurePanel } from '../page/failure-panel';
import { Skeleton } from '../page/skeleton';
import type { Place } from './place';
import { PortalFrame } from './portal-frame';

type PortalComponent = ComponentType<{ readonly place: Place }>;

/** The portal, which is loaded when somebody goes there: the first page does not wait for it. */
export function PortalGate({ place }: { readonly place: Place }) {
  const [loaded, setLoaded] = useState<PortalComponent | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    void import('./portal').then(
      ({ Portal }) => setLoaded(() => Portal),
      () => setFailed(true),
    );
  }, []);
  if (loaded === null) return <Waiting hasFailed={hasFailed} />;
  const Portal = loaded;
  return <Portal place={place} />;
}

/** Browsers remember a script that did not come: only loading the page again asks for it again. */
function Waiting({ hasFailed }: { readonly hasFailed: boolean }) {
  const { text } = useLanguage();
  const { phone } = useContactPhone();
  return (
    <PortalFrame phone={phone}>
      {hasFailed ? (
        <FailurePanel
          title={text('portal.failure')}
          facts={RequestFailure.unreachable().facts}
          phone={phone}
          isRetrying={false}
          onRetry={() => window.location.reload()}
        />
      ) : (
        <Skeleton lines={4} />
      )}
    </PortalFrame>
  );
}
