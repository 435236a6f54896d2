import { aClaim } from '../support/builders';
import { imported, paymentsLike } from '../support/imports';
import type { PaymentJson } from '../support/imports';
import { TestService } from '../support/test-service';
import { billEntries, generateBill } from '../support/wechat-trade-bill/generate-bill';
import { DEMO_PAYER_MAP, openIdOf } from '../support/wechat-trade-bill/bill-payers';
import { inGbk } from '../support/wechat-trade-bill/bytes';
import { expectProblem } from './problems';

const DAY = '2026-03-02';

describe('imports over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const allPayments = async (): Promise<PaymentJson[]> => {
    const all = await paymentsLike(service, '');
    for (;;) {
      const page = await paymentsLike(service, `after=${all.at(-1)!.id}`);
      if (page.length === 0) return all;
      all.push(...page);
    }
  };

  describe('a bill of WeChat Pay', () => {
    const payers = { payerMap: JSON.stringify(DEMO_PAYER_MAP) };
    const wanted = [{ openId: openIdOf('u_1001'), fen: 45_600n, goods: '耳机' }];
    const options = { seed: 77, day: DAY, rows: 300, wanted };
    const bill = Buffer.from(generateBill(options));
    const facts = [...billEntries(options)].flatMap((entry) => entry.facts ?? []);

    it('is read to its end, and every row is accounted for', async () => {
      const operation = await imported(service, bill, payers);
      expect(operation).toMatchObject({
        kind: 'payments.import',
        status: 'succeeded',
        progress: { done: bill.length, total: bill.length, unit: 'bytes', phase: 'finished' },
      });
      const { accepted = 0, duplicates, rejected = 0, ignored = 0 } = operation.result ?? {};
      expect(duplicates).toBe(0);
      expect(accepted).toBeGreaterThan(200);
      expect(accepted + rejected + ignored).toBe(facts.length);
    });

    it('puts the payments where their payers see and claim them', async () => {
      const { orderId } = facts.find(({ amounts }) => amounts.order === 45_600n)!;
      const [payment] = (await service.get('lin', `/v1/payments?sourceId=${orderId}`)).body.data;
      expect(payment).toMatchObject({
        money: { amountMinor: '45600' },
        status: 'settled',
        channel: 'wechat',
      });
      const body = aClaim([{ paymentId: payment.id, amountMinor: '45600' }]);
      expect((await service.post('lin', '/v1/claims', body)).status).toBe(201);
      expect((await service.get('chen', `/v1/payments?sourceId=${orderId}`)).body.data).toEqual([]);
    });

    it('changes nothing when it comes again, and counts what it has seen', async () => {
      const before = await paymentsLike(service, 'payerId=u_1001');
      const [first] = await Promise.all([
        imported(service, bill, payers),
        imported(service, bill, payers),
      ]);
      const { accepted, duplicates = 0, rejected = 0, ignored = 0 } = first.result ?? {};
      expect(accepted).toBe(0);
      expect(duplicates + rejected + ignored).toBe(facts.length);
      expect(await paymentsLike(service, 'payerId=u_1001')).toEqual(before);
    });

    it('takes refunded money out of what can be claimed', async () => {
      const all = await allPayments();
      const claim = (payment: PaymentJson, amountMinor: bigint) => {
        const line = { paymentId: payment.id, amountMinor: amountMinor.toString() };
        const body = { ...aClaim([line]), claimantPartyId: payment.payer.id };
        return service.post('sun', '/v1/claims', body);
      };
      const inPart = all.find(({ status }) => status === 'partly_refunded')!;
      const left = BigInt(inPart.money.amountMinor) - BigInt(inPart.refunded.amountMinor);
      expect(left).toBeGreaterThan(0n);
      expectProblem(await claim(inPart, left + 1n), 409, 'claim.payment_exhausted');
      expect((await claim(inPart, left)).status).toBe(201);
      const whole = all.find(({ status }) => status === 'refunded')!;
      expectProblem(await claim(whole, 1n), 409, 'claim.payment_not_settled');
    });

    it('may be saved in the old Chinese encoding', async () => {
      const text = generateBill({ seed: 78, day: '2026-03-03', rows: 40 });
      const operation = await imported(service, inGbk(text), payers);
      expect(operation).toMatchObject({ status: 'succeeded' });
      expect(operation.result?.accepted).toBeGreaterThan(25);
      const found = await paymentsLike(service, 'payerId=u_1001');
      expect(JSON.stringify(found)).toMatch(/\p{Script=Han}/u);
    });
  });
});
