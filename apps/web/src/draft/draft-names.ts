import { forget, namesKept, recall } from '../page/browser-memory';
import { isUnsent, readDraft } from './draft';
import { beginningFor } from './draft-name';

/** The names of what somebody has written in this browser and not sent. */
export function draftsOf(username: string): string[] {
  return namesKept(beginningFor(username)).filter((name) => isUnsent(readDraft(recall(name))));
}

/** Keeps nothing any more of what somebody has written. */
export function forgetDraftsOf(username: string): void {
  for (const name of namesKept(beginningFor(username))) forget(name);
}
