import type { TestService } from '../support/test-service';

/** The requests by which systems register addresses for events. */
export async function goodWebhookRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  // Nobody answers there: what counts is that it may be posted to.
  const url = 'http://127.0.0.1:65535/hooks';
  const path = '/v1/webhook-endpoints';
  const { body } = await service.post('bank', path, { url, types: [] });
  return {
    'POST /v1/webhook-endpoints': { path, body: { url, types: ['claim.filed'] } },
    'PUT /v1/webhook-endpoints/:id': {
      path: `${path}/${(body as { id: string }).id}`,
      body: { url, types: ['claim.filed', 'payout.settled'], enabled: false },
    },
  };
}
