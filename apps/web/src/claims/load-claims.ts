import type { ServiceClient } from '../api/service-client';
import { readClaimList } from './claim-list';
import type { ListedClaim } from './claim-list';

const PAGE_SIZE = 100;

/** Asks for all claims of whoever has signed in. Rejects with `RequestFailure`. */
export function claimsLoader(client: ServiceClient): () => Promise<readonly ListedClaim[]> {
  return async () => {
    const claims: ListedClaim[] = [];
    let after: string | null = null;
    do {
      const query: { limit: number; after?: string } = { limit: PAGE_SIZE };
      if (after !== null) query.after = after;
      const page = await client.get('/v1/claims', { query }, readClaimList);
      claims.push(...page.items);
      after = page.next;
    } while (after !== null);
    return claims;
  };
}
