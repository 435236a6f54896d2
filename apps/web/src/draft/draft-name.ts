/** For what something is written. */
export type DraftPurpose =
  | 'message'
  | 'withdrawal'
  | 'appeal'
  | 'filing'
  | `cannot.${string}`
  /** A reason that was given before it was asked for. */
  | `said.${string}`;

/**
 * Under which name the browser keeps what somebody writes on a claim or a draft of one: nobody who
 * signs in here under another name is shown it.
 */
export function draftName(username: string, aboutId: string, purpose: DraftPurpose): string {
  return `${beginningFor(username)}${aboutId}.${purpose}`;
}

/** How the names of everything begin that one account has written. */
export function beginningFor(username: string): string {
  // Without the encoding, the name of one account could begin like that of another.
  return `draft.${encodeURIComponent(username)}/`;
}
