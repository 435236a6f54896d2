import { forget, namesKept, recall } from '../page/browser-memory';
import { isUnsent, readDraft } from './draft';

/** For what something is written. */
export type DraftPurpose = 'message' | 'withdrawal' | `cannot.${string}`;

/**
 * Under which name the browser keeps what somebody writes on a claim: nobody who signs in here
 * under another name is shown it.
 */
export function draftName(username: string, claimId: string, purpose: DraftPurpose): string {
  return `${beginningFor(username)}${claimId}.${purpose}`;
}

/** The names of what somebody has written in this browser and not sent. */
export function draftsOf(username: string): string[] {
  return namesKept(beginningFor(username)).filter((name) => isUnsent(readDraft(recall(name))));
}

/** Keeps nothing any more of what somebody has written. */
export function forgetDraftsOf(username: string): void {
  for (const name of namesKept(beginningFor(username))) forget(name);
}

function beginningFor(username: string): string {
  // Without the encoding, the name of one account could begin like that of another.
  return `draft.${encodeURIComponent(username)}/`;
}
