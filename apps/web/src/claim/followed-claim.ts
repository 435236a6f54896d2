import type { ServiceClient } from '../api/service-client';
import { isRecord } from '../http/request-failure';
import type { Page } from '../http/read-list';
import { readClaim } from './claim';
import type { Claim } from './claim';
import { readAppeals } from './appeals';
import type { Appeals } from './appeals';
import { readInformationRequests } from './information-request';
import type { InformationRequest } from './information-request';
import { readPayouts } from './payouts';
import type { ClaimPayout } from './payouts';
import { readThread } from './thread';
import type { Message } from './thread';
import { readTimeline } from './timeline';
import type { TimelineEvent } from './timeline';

/** All that the page of a claim shows, of one moment. */
export interface FollowedClaim {
  readonly claim: Claim;
  readonly timeline: readonly TimelineEvent[];
  readonly requests: readonly InformationRequest[];
  /** The newest page of what was said. */
  readonly thread: Page<Message>;
  readonly payouts: readonly ClaimPayout[];
  readonly appeals: Appeals;
}

interface Updates {
  readonly mark: string;
  readonly hasNews: boolean;
}

/** Reads `GET /v1/claims/{id}/updates`; null if a part is not what it should be. */
function readUpdates(body: unknown): Updates | null {
  if (!isRecord(body)) return null;
  const { mark, hasNews } = body;
  return typeof mark === 'string' && typeof hasNews === 'boolean' ? { mark, hasNews } : null;
}

/**
 * Asks for a claim by its reference: at first for everything, later whether there is news, and for
 * everything again when there is. Rejects with `RequestFailure`.
 */
export function followedClaimLoader(
  client: ServiceClient,
  reference: string,
): () => Promise<FollowedClaim> {
  const path = { id: reference };
  let known: { readonly mark: string; readonly followed: FollowedClaim } | null = null;
  return async () => {
    // The mark is asked for first: what happens while we read is news the next time.
    const query = known === null ? {} : { after: known.mark };
    const updates = await client.get('/v1/claims/{id}/updates', { path, query }, readUpdates);
    if (known !== null && !updates.hasNews) return known.followed;
    const claim = await client.get('/v1/claims/{id}', { path }, readClaim);
    const [timeline, requests, thread, payouts, appeals] = await Promise.all([
      client.get('/v1/claims/{id}/timeline', { path }, readTimeline),
      client.get('/v1/claims/{id}/information-requests', { path }, readInformationRequests),
      client.get('/v1/claims/{id}/messages', { path }, readThread),
      client.get('/v1/payouts', { query: { claimId: claim.id } }, readPayouts),
      client.get('/v1/claims/{id}/appeals', { path }, readAppeals),
    ]);
    const followed = { claim, timeline, requests, thread, payouts, appeals };
    known = { mark: updates.mark, followed };
    return followed;
  };
}
