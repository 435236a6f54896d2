import { createContext, useContext } from 'react';

import type { ServiceClient } from '../api/service-client';

/** Why somebody who was signed in is not any more. */
export type SignedOutBy = 'ended' | 'choice';

/** Who looks at the portal, and how they come and go. */
export interface SessionTools {
  /** Null as long as nobody has signed in. */
  readonly username: string | null;
  /** Asks the service as whoever has signed in. */
  readonly client: ServiceClient;
  readonly signedOutBy: SignedOutBy | null;
  /** The name of whoever was here last in this tab, so that it need not be typed again. */
  readonly lastUsername: string;
  /** Rejects with `RequestFailure`. */
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly signOut: () => void;
}

export const SessionContext = createContext<SessionTools | null>(null);

export function useSession(): SessionTools {
  const tools = useContext(SessionContext);
  if (tools === null) throw new Error('useSession needs a SessionProvider above it.');
  return tools;
}
