import { CLAIM_STATUSES } from '../guarantee/claim-counts';
import type { TextKey } from '../language/texts-en';

/** What a status means to whoever claims. One that is newer than this page has words too. */
export function statusTextKey(status: string): TextKey {
  const known = CLAIM_STATUSES.find((one) => one.status === status);
  return known === undefined ? 'mine.status.other' : `mine.status.${known.status}`;
}
