import { inReview } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The requests by which reviewers share their work, about claims of the demo's reviewer. */
export async function goodQueueRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const [toAssign, toSnooze] = [await inReview(service), await inReview(service)];
  const { body } = await service.get('wang', '/v1/review/queue?view=mine&limit=1');
  const { data } = body as { data: { owner: { id: string } }[] };
  const assignment = { assigneeId: data[0]?.owner.id, reason: 'They know the bank.' };
  return {
    'POST /v1/claims/:id/assign': { path: `/v1/claims/${toAssign.id}/assign`, body: assignment },
    'POST /v1/review/assignments': {
      path: '/v1/review/assignments',
      body: { claimIds: [toAssign.id], ...assignment },
    },
    'POST /v1/claims/:id/snooze': {
      path: `/v1/claims/${toSnooze.id}/snooze`,
      body: {
        until: new Date(service.clock.now().getTime() + 3_600_000).toISOString(),
        reason: 'The bank answers in an hour.',
      },
    },
    'POST /v1/claims/:id/viewing': {
      path: `/v1/claims/${toAssign.id}/viewing`,
      body: { isDeciding: true },
    },
  };
}
