import { createHash } from 'node:crypto';

import { aPng, filed, handIn, inReview, untilStatus } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The requests by which files come in and are given out, and claimants are asked for them. */
export async function goodEvidenceRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const waiting = await untilStatus(service, (await filed(service)).id, 'awaiting_claimant');
  const { body: evidence } = await handIn(service, waiting, aPng('good link'));
  const { body: list } = await service.get('lin', `/v1/claims/${waiting.id}/information-requests`);
  const [request] = (list as { data: { id: string }[] }).data;
  const reviewed = await inReview(service);
  return {
    'POST /v1/claims/:id/evidence/uploads': {
      path: `/v1/claims/${waiting.id}/evidence/uploads`,
      body: {
        sha256: createHash('sha256').update('good').digest('hex'),
        size: 4,
        item: 'identity',
        fileName: 'photo.png',
        description: 'The front.',
      },
    },
    'POST /v1/claims/:id/evidence/:evidenceId/links': {
      path: `/v1/claims/${waiting.id}/evidence/${String(evidence.id)}/links`,
      body: { variant: 'original', reason: 'When it was taken matters.' },
    },
    'POST /v1/claims/:id/information-requests': {
      path: `/v1/claims/${reviewed.id}/information-requests`,
      body: { items: [{ item: 'new_card_proof' }], text: 'We need to know that the card is dead.' },
    },
    'POST /v1/claims/:id/information-requests/:requestId/answers': {
      path: `/v1/claims/${waiting.id}/information-requests/${request?.id ?? ''}/answers`,
      body: { answers: [{ item: 'declaration', reason: 'I cannot write at the moment.' }] },
    },
  };
}
