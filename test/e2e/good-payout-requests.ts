import { approval, claimNow, decide, inReview, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The requests about payouts that no machine may decide about, and about those that failed. */
export async function goodPayoutRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const [open, said] = [await quarantined(service), await quarantined(service)];
  const resolution = {
    outcome: 'settled',
    transferId: 'bank-1',
    settledAt: new Date().toISOString(),
    evidence: { kind: 'statement_line', reference: 'Line 7', note: 'It is in the statement.' },
  };
  await service.post('ops', `/v1/payouts/${said}/resolutions`, resolution);
  return {
    'POST /v1/payouts/:id/resolutions': {
      path: `/v1/payouts/${open}/resolutions`,
      body: resolution,
    },
    'POST /v1/payouts/:id/resolutions/:number/approvals': {
      path: `/v1/payouts/${said}/resolutions/1/approvals`,
      body: { verdict: 'approve', note: 'Seen.' },
    },
    'POST /v1/claims/:id/payouts': {
      path: `/v1/claims/${(await withFailedPayout(service)).id}/payouts`,
      body: { reason: 'The account is open again.' },
    },
  };
}

/** What nobody is given by the machine, and so little that no second person is needed for all. */
const AMOUNT_MINOR = '21000';

/** A claim whose only payout its rail has refused for good. */
export async function withFailedPayout(service: TestService): Promise<ClaimJson> {
  service.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
  const claim = await awarded(service);
  const failed = await service.eventually(
    () => untilStatus(service, claim.id, 'approved'),
    ({ nextStep }) => nextStep?.code === 'resolve_payout',
  );
  service.rail.setFaults([]);
  return failed;
}

/** A claim that a reviewer has approved, whatever signals it has. */
async function awarded(service: TestService): Promise<ClaimJson> {
  const claim = await inReview(service, { amountMinor: AMOUNT_MINOR });
  await decide(service, 'wang', claim, approval(claim, AMOUNT_MINOR));
  return claim;
}

/** A payout of which its rail reports another amount than we ordered. */
async function quarantined(service: TestService): Promise<string> {
  service.rail.setFaults([{ kind: 'wrong_amount' }]);
  const claim = await awarded(service);
  await service.eventually(
    () => claimNow(service, claim.id),
    ({ nextStep }) => nextStep?.code === 'resolve_payout',
  );
  service.rail.setFaults([]);
  const { body } = await service.get('wang', `/v1/payouts?claimId=${claim.id}`);
  return (body as { data: { id: string }[] }).data[0]?.id ?? '';
}
