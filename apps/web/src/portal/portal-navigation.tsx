import { useState } from 'react';

import { draftsOf, forgetDraftsOf } from '../draft/draft-names';
import { useLanguage } from '../language/language-context';
import { useSession } from '../session/session-context';
import { PlaceLink } from './place-link';

/** The way to the list, and the way out. Who leaves unsent words behind is asked about them. */
export function PortalNavigation() {
  const { text } = useLanguage();
  const { username, signOut } = useSession();
  const [isAsking, setAsking] = useState(false);
  const who = username ?? '';
  const leave = (): void => (draftsOf(who).length === 0 ? signOut() : setAsking(true));
  const deleteAndLeave = (): void => {
    forgetDraftsOf(who);
    signOut();
  };
  return (
    <>
      <nav className="portal-nav" aria-label={text('portal.navigation')}>
        <PlaceLink to={{ kind: 'claims' }}>{text('mine.title')}</PlaceLink>
        <span className="who">{who}</span>
        <button type="button" onClick={leave}>
          {text('sign_out.do')}
        </button>
      </nav>
      <div role="alert" className="leaving">
        {isAsking && (
          <div className="panel">
            <p>{text('sign_out.unsent')}</p>
            <p className="buttons">
              <button type="button" onClick={() => setAsking(false)}>
                {text('sign_out.stay')}
              </button>
              <button type="button" onClick={signOut}>
                {text('sign_out.keep')}
              </button>
              <button type="button" onClick={deleteAndLeave}>
                {text('sign_out.delete')}
              </button>
            </p>
          </div>
        )}
      </div>
    </>
  );
}
