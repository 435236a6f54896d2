import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

import { ServiceClient } from '../api/service-client';
import { isRecord } from '../http/request-failure';
import { forget, recall, remember } from '../page/browser-memory';
import { readIssuedToken, readSession, sessionOf, textOfSession } from './session';
import type { IssuedToken, Session } from './session';
import { SessionContext } from './session-context';
import type { SessionTools, SignedOutBy } from './session-context';

/**
 * Keeps the token for as long as it lasts, in the memory of this tab: it survives a reload, is not
 * seen by other tabs and is gone when the tab is closed.
 */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState(keptSession);
  const [signedOutBy, setSignedOutBy] = useState<SignedOutBy | null>(null);
  const [lastUsername, setLastUsername] = useState(session?.username ?? '');

  const end = useCallback((by: SignedOutBy) => {
    forget('session', 'tab');
    setSession(null);
    setSignedOutBy(by);
    if (by === 'choice') setLastUsername('');
  }, []);
  const signIn = useCallback(async (username: string, password: string) => {
    const issued = await NOBODY.post(
      '/v1/auth/token',
      { body: { username, password } },
      readIssuedToken,
    );
    await requireClaimant(issued);
    const opened = sessionOf(username, issued, new Date());
    remember('session', textOfSession(opened), 'tab');
    setLastUsername(username);
    setSignedOutBy(null);
    setSession(opened);
  }, []);
  useEndOf(session, end);

  const tools = useMemo<SessionTools>(
    () => ({
      username: session?.username ?? null,
      client:
        session === null
          ? NOBODY
          : new ServiceClient({ token: session.token, onSignedOut: () => end('ended') }),
      signedOutBy,
      lastUsername,
      signIn,
      signOut: () => end('choice'),
    }),
    [session, signedOutBy, lastUsername, signIn, end],
  );
  return <SessionContext value={tools}>{children}</SessionContext>;
}

const NOBODY = new ServiceClient({ token: null });

/**
 * The portal speaks to people who claim. Staff may read claims too, and would write to a claimant
 * where they see "write to us": they are refused here, in the words of the service.
 */
async function requireClaimant({ accessToken }: IssuedToken): Promise<void> {
  const client = new ServiceClient({ token: accessToken });
  await client.get('/v1/me/phrase', {}, isRecord);
}

function keptSession(): Session | null {
  return readSession(recall('session', 'tab'), new Date());
}

/** A token that has ended opens nothing: the page says so before the service has to. */
function useEndOf(session: Session | null, end: (by: SignedOutBy) => void): void {
  useEffect(() => {
    if (session === null) return undefined;
    const leftMs = session.endsAt.getTime() - new Date().getTime();
    const timer = setTimeout(() => end('ended'), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, [session, end]);
}
