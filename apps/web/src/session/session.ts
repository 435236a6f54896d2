import { isRecord } from '../http/request-failure';

/** Somebody who has signed in, until their token ends. */
export interface Session {
  readonly username: string;
  readonly token: string;
  readonly endsAt: Date;
}

/** The part of the answer to a sign-in that we use. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Reads `POST /v1/auth/token`; null if a part is not what it should be. */
export function readIssuedToken(body: unknown): IssuedToken | null {
  if (!isRecord(body)) return null;
  const { accessToken, expiresIn } = body;
  if (typeof accessToken !== 'string' || accessToken === '') return null;
  return typeof expiresIn === 'number' && expiresIn > 0 ? { accessToken, expiresIn } : null;
}

/** The session that a token opens at `now`. */
export function sessionOf(
  username: string,
  { accessToken, expiresIn }: IssuedToken,
  now: Date,
): Session {
  const endsAt = new Date(now.getTime() + expiresIn * 1_000);
  return { username, token: accessToken, endsAt };
}

/** A session as text, for the memory of the tab. */
export function textOfSession(session: Session): string {
  return JSON.stringify(session);
}

/** The session that was kept, if it has not ended at `now`. */
export function readSession(kept: string | null, now: Date): Session | null {
  const facts = parsed(kept);
  if (!isRecord(facts)) return null;
  const { username, token } = facts;
  const endsAt = new Date(typeof facts.endsAt === 'string' ? facts.endsAt : Number.NaN);
  if (typeof username !== 'string' || typeof token !== 'string') return null;
  return endsAt > now ? { username, token, endsAt } : null;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Somebody else wrote there.
    return null;
  }
}
