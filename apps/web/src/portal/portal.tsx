import { ClaimPage } from '../claim/claim-page';
import { ClaimsPage } from '../claims/claims-page';
import { BeginPage } from '../filing/begin-page';
import { FilingPage } from '../filing/filing-page';
import { SentPage } from '../filing/sent-page';
import { useContactPhone } from '../contact/use-contact-phone';
import { useSession } from '../session/session-context';
import { SessionProvider } from '../session/session-provider';
import { SignInPage } from '../session/sign-in-page';
import type { Place } from './place';
import { PortalFrame } from './portal-frame';
import { PortalNavigation } from './portal-navigation';
import './portal.css';

/** The pages of somebody who claims: signing in, filing, their claims, one claim. */
export function Portal({ place }: { readonly place: Place }) {
  return (
    <SessionProvider>
      <SignedInOrNot place={place} />
    </SessionProvider>
  );
}

function SignedInOrNot({ place }: { readonly place: Place }) {
  const { username } = useSession();
  const { phone } = useContactPhone();
  if (username === null) {
    return (
      <PortalFrame phone={phone}>
        <SignInPage phone={phone} />
      </PortalFrame>
    );
  }
  return (
    <PortalFrame phone={phone} navigation={<PortalNavigation />}>
      <PageOf place={place} phone={phone} />
    </PortalFrame>
  );
}

interface PageOfProps {
  readonly place: Place;
  readonly phone: string | null;
}

function PageOf({ place, phone }: PageOfProps) {
  switch (place.kind) {
    case 'claims':
      return <ClaimsPage phone={phone} />;
    case 'claim':
      return <ClaimPage key={place.reference} reference={place.reference} phone={phone} />;
    case 'begin':
      return <BeginPage key={place.mail} mail={place.mail} phone={phone} />;
    case 'filing':
      return <FilingPage key={place.draftId} place={place} phone={phone} />;
    case 'sent':
      return <SentPage key={place.reference} reference={place.reference} phone={phone} />;
  }
}
