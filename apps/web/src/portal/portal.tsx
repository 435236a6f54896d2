import { ClaimPage } from '../claim/claim-page';
import { ClaimsPage } from '../claims/claims-page';
import { useContactPhone } from '../contact/use-contact-phone';
import { useSession } from '../session/session-context';
import { SessionProvider } from '../session/session-provider';
import { SignInPage } from '../session/sign-in-page';
import type { Place } from './place';
import { PortalFrame } from './portal-frame';
import { PortalNavigation } from './portal-navigation';
import './portal.css';

/** The pages of somebody who claims: signing in, their claims, one claim. */
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
      {place.kind === 'claims' ? (
        <ClaimsPage phone={phone} />
      ) : (
        <ClaimPage key={place.reference} reference={place.reference} phone={phone} />
      )}
    </PortalFrame>
  );
}
