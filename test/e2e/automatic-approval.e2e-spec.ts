import { demoBill } from '../../apps/cli/src/demo/demo-bill';
import { claimOn, evidenceHandedIn, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { imported, paymentsLike } from '../support/imports';
import type { PaymentJson } from '../support/imports';
import { TestService } from '../support/test-service';

/** What the demo promises: up to 200.00 CNY with clean signals, on the demo's own bill. */
describe('a small claim of the demo', () => {
  let service: TestService;
  let payments: readonly PaymentJson[];

  beforeAll(async () => {
    service = await TestService.start();
    const bill = await demoBill(new Date());
    const file = Buffer.from(bill.content, 'utf8');
    await imported(service, file, { payerMap: JSON.stringify(bill.payerMap) });
    payments = await paymentsLike(service, 'payerId=u_1001');
  });
  afterAll(async () => {
    await service.stop();
  });

  const claimOf = async (amountMinor: string): Promise<ClaimJson> => {
    const payment = payments.find(
      ({ money, status }) => status === 'settled' && money.amountMinor === amountMinor,
    );
    const { body } = await claimOn(service, payment!.id, { amountMinor });
    await untilStatus(service, body.id, 'awaiting_claimant');
    await evidenceHandedIn(service, body as ClaimJson);
    return untilStatus(service, body.id, 'paid', 'in_review');
  };

  it('is paid without anybody looking at it, and the note says so', async () => {
    expect(payments.length).toBeGreaterThan(20);
    const claim = await claimOf('19900');
    expect(claim.status).toBe('paid');
    const { body } = await service.get('audit', `/v1/claims/${claim.id}/decisions`);
    const [decision] = (body as { data: { reason: string; decidedBy: string }[] }).data;
    expect(decision).toMatchObject({ decidedBy: 'system' });
    expect(decision?.reason).toMatch(/Approved automatically/);
    const risk = await service.get('audit', `/v1/claims/${claim.id}/risk`);
    const { signals } = risk.body as { signals: { code: string; clean: boolean }[] };
    expect(signals.filter(({ clean }) => !clean)).toEqual([]);
    expect(signals.map(({ code }) => code)).toContain('amount.of_median_bp');
  });

  it('is for a person above the limit, however clean it is', async () => {
    const amountMinor = payments
      .filter(({ status }) => status === 'settled')
      .map(({ money }) => money.amountMinor)
      .find((amount) => Number(amount) > 20_000);
    expect((await claimOf(amountMinor!)).status).toBe('in_review');
  });
});
