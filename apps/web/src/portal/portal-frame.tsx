import type { ReactNode } from 'react';

import { useLanguage } from '../language/language-context';
import { OfflineBanner } from '../page/offline-banner';
import { PageFooter } from '../page/page-footer';
import { PageHeader } from '../page/page-header';
import { TelephoneNumber } from '../page/telephone-number';

interface PortalFrameProps {
  readonly phone: string | null;
  /** The ways to other places, for whoever has signed in. */
  readonly navigation?: ReactNode;
  readonly children: ReactNode;
}

/** What every page of the portal has around it. The number is at its top and at its end. */
export function PortalFrame({ phone, navigation, children }: PortalFrameProps) {
  const { text } = useLanguage();
  return (
    <>
      <a className="skip" href="#main">
        {text('page.skip')}
      </a>
      <PageHeader />
      <OfflineBanner />
      <aside className="portal-bar" aria-label={text('portal.bar')}>
        {navigation}
        {phone !== null && (
          <p>
            {text('phone.urgent')} <TelephoneNumber phone={phone} />
          </p>
        )}
      </aside>
      <main id="main" tabIndex={-1} className="portal">
        {children}
      </main>
      <PageFooter phone={phone} />
    </>
  );
}
