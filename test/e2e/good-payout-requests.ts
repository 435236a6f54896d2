import { Money } from '@app/money';
import { PaymentQueries, RecordRefund } from '@app/payments';
import { UnitOfWork } from '@app/platform';

import { approval, claimNow, decide, inReview, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { plantSilentWallet } from '../support/planted-credits';
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
    evidence: { kind: 'rail_portal', reference: 'Transfer page', note: 'Looked up there.' },
  };
  await service.post('ops', `/v1/payouts/${said}/resolutions`, resolution);
  const [unsaid, taken] = [await withRefund(service), await withRefund(service)];
  const made = { reason: 'The shop has refunded it.' };
  await service.post('wang', `/v1/claims/${taken}/take-backs`, made);
  const given = {
    ground: 'goodwill',
    money: { currency: 'CNY', amountMinor: '5000' },
    reason: 'So.',
  };
  // Small ones: above so much in thirty days each award of a claimant needs two people.
  const [thanked, thanking] = [await paidClaim(service, '1000'), await paidClaim(service, '1000')];
  const { body } = await service.post('wang', `/v1/claims/${thanking.id}/goodwill`, given);
  const grantId = (body as { data: { id: string }[] }).data[0]?.id ?? '';
  const [silent, answered] = [await ofSilentWallet(service), await ofSilentWallet(service)];
  const evidence = { kind: 'rail_portal', reference: 'Transfer page', note: 'Looked up there.' };
  const nothing = { money: { currency: 'CNY', amountMinor: '0' }, evidence };
  await service.post('ops', `/v1/payouts/${answered}/take-back/resolutions`, nothing);
  const takenAt = service.clock.now().toISOString();
  return {
    'POST /v1/payouts/:id/take-back/resolutions': {
      path: `/v1/payouts/${silent}/take-back/resolutions`,
      body: { money: { currency: 'CNY', amountMinor: AMOUNT_MINOR }, takenAt, evidence },
    },
    'POST /v1/payouts/:id/take-back/resolutions/:number/approvals': {
      path: `/v1/payouts/${answered}/take-back/resolutions/1/approvals`,
      body: { verdict: 'return', note: 'Ask them once more.' },
    },
    'POST /v1/claims/:id/goodwill': { path: `/v1/claims/${thanked.id}/goodwill`, body: given },
    'POST /v1/claims/:id/goodwill/:grantId/approvals': {
      path: `/v1/claims/${thanking.id}/goodwill/${grantId}/approvals`,
      body: { verdict: 'approve', note: 'Seen.' },
    },
    'POST /v1/claims/:id/take-backs': { path: `/v1/claims/${unsaid}/take-backs`, body: made },
    'POST /v1/claims/:id/take-backs/:number/approvals': {
      path: `/v1/claims/${taken}/take-backs/1/approvals`,
      body: { verdict: 'approve', note: 'Seen.' },
    },
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

/** A claim whose payout failed, and whose payment was refunded before it could be paid again. */
async function withRefund(service: TestService): Promise<string> {
  const claim = await withFailedPayout(service);
  const { reads } = service.app.get(UnitOfWork);
  const id = claim.lines[0]?.paymentId ?? '';
  const payment = await service.app.get(PaymentQueries).byId(reads, id);
  if (payment === null) throw new Error(`There is no payment ${id}.`);
  const refund = {
    ...{ source: payment.source, paymentSourceId: payment.sourceId },
    ...{ refundId: `back-of-${id}`, refundedAt: new Date() },
    money: Money.of(payment.amountMinor, payment.currency),
  };
  await service.app
    .get(UnitOfWork)
    .transaction((tx) => service.app.get(RecordRefund).run(tx, refund));
  return claim.id;
}

/** A claim that a reviewer has approved, whatever signals it has. */
async function awarded(service: TestService, amountMinor = AMOUNT_MINOR): Promise<ClaimJson> {
  const claim = await inReview(service, { amountMinor });
  await decide(service, 'wang', claim, approval(claim, amountMinor));
  return claim;
}

/** A claim whose award is paid. */
async function paidClaim(service: TestService, amountMinor = AMOUNT_MINOR): Promise<ClaimJson> {
  const claim = await awarded(service, amountMinor);
  return untilStatus(service, claim.id, 'paid');
}

/** A payout that a wallet was asked for two days ago, and about which it is silent. */
async function ofSilentWallet(service: TestService): Promise<string> {
  const payoutId = await onlyPayout(service, await paidClaim(service));
  await plantSilentWallet(service.database.adminUrl, payoutId);
  return payoutId;
}

async function onlyPayout(service: TestService, { id }: ClaimJson): Promise<string> {
  const { body } = await service.get('wang', `/v1/payouts?claimId=${id}`);
  return (body as { data: { id: string }[] }).data[0]?.id ?? '';
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
  return onlyPayout(service, claim);
}
