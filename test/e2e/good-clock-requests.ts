import { claimOn, filed, inReview, reported, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { CLOCK_PACK_ID } from '../support/clock-pack';
import type { TestService } from '../support/test-service';

const DAY_MS = 86_400_000;

/** The requests that move the clocks of a claim, or tell what they run from. */
export async function goodClockRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const running = await inReview(service);
  const paused = await untilStatus(service, (await filed(service)).id, 'awaiting_claimant');
  const { body } = await claimOn(service, await reported(service), { packId: CLOCK_PACK_ID });
  const told = body as ClaimJson;
  const late = await inReview(service, { packId: CLOCK_PACK_ID });
  const { dueAt } = late.clocks.find(({ id }) => id === 'decide')!;
  return {
    'POST /v1/claims/:id/clocks/pause': {
      path: `/v1/claims/${running.id}/clocks/pause`,
      body: { clock: 'decide', reason: 'cmc_check', note: 'We ask the agency.' },
    },
    'POST /v1/claims/:id/clocks/resume': {
      path: `/v1/claims/${paused.id}/clocks/resume`,
      body: { clock: 'decide', note: 'We do not need it.' },
    },
    'POST /v1/claims/:id/clocks/extend': {
      path: `/v1/claims/${late.id}/clocks/extend`,
      body: {
        clock: 'decide',
        until: new Date(Date.parse(dueAt!) + DAY_MS).toISOString(),
        note: 'The other bank answers next week.',
      },
    },
    'POST /v1/claims/:id/milestones': {
      path: `/v1/claims/${told.id}/milestones`,
      body: { milestone: 'complaint', at: '2026-01-20T09:30:00+08:00', note: 'By telephone.' },
    },
    'POST /v1/claims/:id/circumstances': {
      path: `/v1/claims/${told.id}/circumstances`,
      body: {
        circumstance: 'foreign',
        established: true,
        lineId: told.lines[0]?.id,
        note: 'The bank told us.',
      },
    },
  };
}
