import { Money } from '@app/money';
import { RecordRefund } from '@app/payments';
import { UnitOfWork } from '@app/platform';

import {
  aClaim,
  aPayment,
  approval,
  claimNow,
  cny,
  decide,
  evidenceHandedIn,
  inReview,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';

describe('money that comes back', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const refund = async (sourceId: string, amountMinor: bigint): Promise<void> => {
    await service.app.get(UnitOfWork).transaction((tx) =>
      service.app.get(RecordRefund).run(tx, {
        source: 'test-bank',
        paymentSourceId: sourceId,
        refundId: `refund-of-${sourceId}`,
        money: Money.of(amountMinor, 'CNY'),
        refundedAt: new Date(),
      }),
    );
  };

  const claimOf = async (paymentId: string, amountMinor: string): Promise<ClaimJson> => {
    const body = aClaim([{ paymentId, amountMinor }]);
    const claim = (await service.post('lin', '/v1/claims', body)).body as ClaimJson;
    await evidenceHandedIn(service, claim);
    return untilStatus(service, claim.id, 'in_review');
  };

  it('from the merchant and from two claims is never more than was paid', async () => {
    const payment = aPayment({ amountMinor: '100000', sourceId: 'twice-claimed' });
    const reported = await service.post('bank', '/v1/payments', { payments: [payment] });
    const [{ id }] = (reported.body as { data: [{ id: string }] }).data;
    const larger = await claimOf(id, '60000');
    const smaller = await claimOf(id, '40000');
    await refund('twice-claimed', 30_000n);

    const first = await decide(service, 'wang', larger, approval(larger, '60000'));
    expect(first.status).toBe(201);
    const second = await decide(service, 'wang', smaller, approval(smaller, '40000'));
    expect(second.status).toBe(422);
    expect(second.body).toMatchObject({ code: 'decision.award_above_policy' });

    const rest = { ...approval(smaller, '10000'), outcome: 'partial' };
    expect((await decide(service, 'wang', smaller, rest)).status).toBe(201);
    await untilStatus(service, larger.id, 'paid');
    expect(await untilStatus(service, smaller.id, 'paid')).toMatchObject({ paid: cny('10000') });
  });

  it('after the payout has settled is held, and its claimant is asked for an account', async () => {
    service.rail.setFaults([{ kind: 'return_later', ms: 300 }]);
    const claim = await inReview(service, { amountMinor: '45600', by: 'chen', payer: 'u_1002' });
    await decide(service, 'wang', claim, approval(claim, '45600'));
    await untilStatus(service, claim.id, 'paid');
    const seen = await service.eventually(
      () => claimNow(service, claim.id),
      ({ nextStep }) => nextStep !== null,
    );
    expect(seen).toMatchObject({ status: 'approved', paid: cny('0') });
    expect(seen.nextStep).toMatchObject({ code: 'name_account', by: 'claimant' });
    const { body } = await service.get('wang', '/v1/payouts/unclaimed');
    expect((body as { data: object[] }).data).toMatchObject([
      { claimId: claim.id, money: cny('45600'), ageDays: 0 },
    ]);
  });
});
