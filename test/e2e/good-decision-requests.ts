import { aClaim, aPayment, approval, decide, inReview } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The requests around a decision besides taking and approving it. */
export async function goodDecisionRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const name = 'Lin Xiaoman';
  const payment = { ...aPayment({ sourceId: 'good-named-1' }), payer: { id: 'u_1001', name } };
  const { body: reported } = await service.post('bank', '/v1/payments', { payments: [payment] });
  const [{ id: paymentId }] = (reported as { data: [{ id: string }] }).data;
  const { body: mine } = await service.post('lin', '/v1/claims', aClaim([{ paymentId }]));
  const large = await inReview(service, { amountMinor: '1280000' });
  const { body: taken } = await decide(service, 'wang', large, approval(large, '1280000'));
  return {
    'PUT /v1/claims/:id/payout-method': {
      path: `/v1/claims/${(mine as ClaimJson).id}/payout-method`,
      body: {
        route: 'account',
        account: { kind: 'bank', holderName: name, number: '6222 0202 0011 2233', bank: 'ICBC' },
      },
    },
    'POST /v1/decisions/:id/recall': {
      path: `/v1/decisions/${(taken as { id: string }).id}/recall`,
      body: { reason: 'The wrong line.' },
    },
  };
}
