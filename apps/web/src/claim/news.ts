import type { FollowedClaim } from './followed-claim';
import type { InformationRequest } from './information-request';
import { countNew } from './thread';

/** What has changed on a claim that somebody would want to be told of. */
export interface News {
  /** The new status; null if it is the same. */
  readonly status: string | null;
  /** Messages to the claimant. */
  readonly messages: number;
  /** Things that are asked for and were not. */
  readonly tasks: number;
}

/** What is new in `now`; null if there is nothing to tell. */
export function newsBetween(before: FollowedClaim, now: FollowedClaim): News | null {
  const status = before.claim.status === now.claim.status ? null : now.claim.status;
  const messages = countNew(before.thread.items, now.thread.items);
  const tasks = countNewTasks(before.requests, now.requests);
  return status === null && messages + tasks === 0 ? null : { status, messages, tasks };
}

function countNewTasks(
  before: readonly InformationRequest[],
  now: readonly InformationRequest[],
): number {
  const known = new Set(openItems(before));
  return openItems(now).filter((item) => !known.has(item)).length;
}

function openItems(requests: readonly InformationRequest[]): string[] {
  return requests
    .flatMap(({ tasks }) => tasks)
    .filter(({ state }) => state === 'open')
    .map(({ requestId, item }) => `${requestId}/${item}`);
}
