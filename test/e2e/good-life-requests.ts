import { decide, filed, inReview } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The requests that begin another life of a claim, or let it go on in another one. */
export async function goodLifeRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const denied = async (): Promise<ClaimJson> => {
    const claim = await inReview(service);
    await decide(service, 'wang', claim, {
      outcome: 'deny',
      lines: claim.lines.map(({ id }) => ({
        lineId: id,
        award: { currency: 'CNY', amountMinor: '0' },
        reasonCode: 'loss.not_proven',
      })),
      reason: 'Nothing shows that it was theft.',
    });
    return claim;
  };
  const [toAppeal, toReopen] = [await denied(), await denied()];
  const [duplicate, other] = [await filed(service), await filed(service)];
  return {
    'POST /v1/claims/:id/appeals': {
      path: `/v1/claims/${toAppeal.id}/appeals`,
      body: {
        lines: toAppeal.lines.map(({ id }) => ({ lineId: id })),
        grounds: 'The police have found the thief.',
      },
    },
    'POST /v1/claims/:id/reopen': {
      path: `/v1/claims/${toReopen.id}/reopen`,
      body: { reason: 'The bank has written to us.' },
    },
    'POST /v1/claims/:id/merge': {
      path: `/v1/claims/${duplicate.id}/merge`,
      body: { intoClaimId: other.id, reason: 'One theft.' },
    },
  };
}
