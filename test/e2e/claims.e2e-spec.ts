import { aClaim, aPayment, claimOn, claimedOn, cny, filed, reported } from '../support/builders';
import type { ClaimJson, PaymentWish } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

/** An id of a payment that nobody has, in the lane of `u_1001`. */
const ABSENT_PAYMENT = 'pmt_01h455vb4pex5vsknk084sn02d';
const ABSENT_CLAIM = 'clm_01h455vb4pex5vsknk084sn02d';

describe('claims over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  describe('a claim on a payment', () => {
    it('of a stranger is refused exactly as one on a payment that nobody made', async () => {
      const stranger = await claimOn(service, await reported(service, { payer: 'u_1002' }));
      const absent = await claimOn(service, ABSENT_PAYMENT);
      expectProblem(stranger, 404, 'claim.payment_not_found');
      const ownWords = ({ body }: { body: Record<string, unknown> }): object => {
        const { requestId, saw, ...rest } = body;
        return { ...rest, told: [typeof requestId, typeof saw] };
      };
      expect(ownWords(stranger)).toEqual(ownWords(absent));
    });

    it('may take a part of it, again and again up to its amount, and then no more', async () => {
      const paymentId = await reported(service, { amountMinor: '10000' });
      for (const amountMinor of ['4000', '3500', '2500']) {
        expect((await claimOn(service, paymentId, { amountMinor })).status).toBe(201);
      }
      const more = await claimOn(service, paymentId, { amountMinor: '1' });
      expectProblem(more, 409, 'claim.already_open');
      const { data } = (await service.get('lin', '/v1/claims?limit=1')).body;
      const { reference } = data[0] as ClaimJson;
      expect(more.body).toMatchObject({ field: 'lines[0].money', leftMinor: '0', reference });
      expect(await claimedOn(service, paymentId)).toBe('10000');
    });

    it('never adds up to more than was paid when twenty come at once', async () => {
      const paymentId = await reported(service, { amountMinor: '9900' });
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => claimOn(service, paymentId, { amountMinor: '1000' })),
      );
      const refused = answers.filter(({ status }) => status !== 201);
      expect(answers.length - refused.length).toBe(9);
      for (const answer of refused) expectProblem(answer, 409, 'claim.already_open');
      expect(await claimedOn(service, paymentId)).toBe('9000');
    });

    it.each([
      ['that was paid back', { status: 'refunded' }, 'refunded'],
      ['that failed', { status: 'failed' }, 'failed'],
    ] as [string, PaymentWish, string][])(
      '%s is refused: no money is missing',
      async (_, wish, saw) => {
        const answer = await claimOn(service, await reported(service, wish));
        expectProblem(answer, 409, 'claim.payment_not_settled');
        expect(answer.body).toMatchObject({ field: 'lines[0].paymentId', saw });
      },
    );

    it('that was paid back in part covers the rest of it only', async () => {
      const wish = { status: 'partly_refunded', amountMinor: '10000', refundedMinor: '6000' };
      const paymentId = await reported(service, wish);
      const whole = await claimOn(service, paymentId, { amountMinor: '4001' });
      expectProblem(whole, 409, 'claim.payment_exhausted');
      expect(whole.body).toMatchObject({ leftMinor: '4000' });
      expect((await claimOn(service, paymentId, { amountMinor: '4000' })).status).toBe(201);
    });

    it('must be in the currency of the payment', async () => {
      const answer = await claimOn(service, await reported(service), { currency: 'JPY' });
      expectProblem(answer, 422, 'claim.wrong_currency');
      expect(answer.body).toMatchObject({ field: 'lines[0].money' });
    });

    it('in a currency that the guarantee does not pay is taken in, and shown to a person', async () => {
      const paymentId = await reported(service, { currency: 'JPY', amountMinor: '19900' });
      const answer = await claimOn(service, paymentId, { currency: 'JPY' });
      expect(answer.status).toBe(201);
      const { id } = answer.body as ClaimJson;
      const inReview = await service.eventually(
        async () => (await service.get('lin', `/v1/claims/${id}`)).body as ClaimJson,
        ({ status }) => status === 'in_review',
      );
      expect(inReview).toMatchObject({ claimed: { currency: 'JPY', amountMinor: '19900' } });
    });

    it('names each payment once', async () => {
      const paymentId = await reported(service);
      const line = { paymentId, amountMinor: '100' };
      const answer = await service.post('lin', '/v1/claims', aClaim([line, line]));
      expectProblem(answer, 422, 'claim.payment_twice');
      expect(answer.body).toMatchObject({ field: 'lines[1].paymentId' });
    });

    it('may name several payments, and reserves all of them or none', async () => {
      const [one, other] = [await reported(service), await reported(service)];
      const lines = [{ paymentId: one }, { paymentId: other, amountMinor: '19901' }];
      expectProblem(
        await service.post('lin', '/v1/claims', aClaim(lines)),
        409,
        'claim.payment_exhausted',
      );
      expect(await claimedOn(service, one)).toBe('0');
      const both = await service.post(
        'lin',
        '/v1/claims',
        aClaim([{ paymentId: one }, { paymentId: other }]),
      );
      expect(both.body).toMatchObject({
        claimed: cny('39800'),
        lines: [{ paymentId: one }, { paymentId: other }],
      });
    });

    it('may be of the greatest amounts there are, several at once', async () => {
      const most = '999999999999999';
      const payments = [await reported(service, { amountMinor: most })];
      payments.push(await reported(service, { amountMinor: most }));
      const lines = payments.map((paymentId) => ({ paymentId, amountMinor: most }));
      const answer = await service.post('lin', '/v1/claims', aClaim(lines));
      expect(answer.body).toMatchObject({ claimed: cny('1999999999999998') });
      const above = { payments: [aPayment({ amountMinor: '1000000000000000' })] };
      const refused = await service.post('bank', '/v1/payments', above);
      expectProblem(refused, 400, 'request.invalid_fields');
      expect(refused.body).toMatchObject({ field: 'payments[0].money.amountMinor' });
    });
  });

  describe('the words of a claim', () => {
    it('name a kind of loss that the guarantee knows, or are told which ones it knows', async () => {
      const answer = await claimOn(service, await reported(service), {
        lossType: 'alien_abduction',
      });
      expectProblem(answer, 422, 'claim.unknown_loss_type');
      const { texts } = answer.body as { texts: Record<string, string> };
      for (const text of Object.values(texts)) {
        expect(text).toMatch(/account_theft(, |、)payment_code_theft(, |、)payee_qr_swapped/);
      }
    });

    it('name a guarantee that exists', async () => {
      const answer = await claimOn(service, await reported(service), { packId: 'no-such-pack' });
      expectProblem(answer, 404, 'programs.unknown_pack');
      expect(answer.body).toMatchObject({ field: 'packId', saw: 'no-such-pack' });
    });

    it('do not speak of a loss that will be discovered tomorrow', async () => {
      const discoveredAt = new Date(Date.now() + 86_400_000).toISOString();
      const answer = await claimOn(service, await reported(service), { discoveredAt });
      expectProblem(answer, 422, 'claim.discovered_in_the_future');
    });

    it('come back in the language of the caller, and always in both', async () => {
      const request = (language: string) =>
        service.as('lin', 'get', `/v1/claims/${ABSENT_CLAIM}`).set('Accept-Language', language);
      const chinese = await request('zh-CN,zh;q=0.9,en;q=0.5');
      const english = await request('en-GB,en;q=0.9');
      expect(chinese.body.title).toBe('未找到');
      expect(chinese.body.detail).toBe(chinese.body.texts['zh-CN']);
      expect(english.body.title).toBe('Not found');
      expect(english.body.texts).toEqual(chinese.body.texts);
    });
  });

  describe('filing for somebody', () => {
    it('is what an agent does, naming whose payments they are', async () => {
      const paymentId = await reported(service, { payer: 'u_3003' });
      const answer = await claimOn(service, paymentId, { by: 'sun', claimantPartyId: 'u_3003' });
      expect(answer.status).toBe(201);
      const timeline = await service.get('audit', `/v1/claims/${String(answer.body.id)}/timeline`);
      expect(timeline.body.data[0]).toMatchObject({
        kind: 'claim.filed',
        actor: { role: 'agent' },
      });
    });

    it('makes the claim the claimant’s own: they see it, others do not', async () => {
      const paymentId = await reported(service, { payer: 'u_1002' });
      const { body } = await claimOn(service, paymentId, { by: 'sun', claimantPartyId: 'u_1002' });
      const path = `/v1/claims/${String(body.id)}`;
      expect((await service.get('chen', path)).status).toBe(200);
      expect((await service.get('lin', path)).status).toBe(404);
    });

    it('needs the name of the claimant', async () => {
      const answer = await claimOn(service, await reported(service), { by: 'sun' });
      expectProblem(answer, 400, 'claim.claimant_unclear');
    });

    it('does not reach the payments of anybody else', async () => {
      const paymentId = await reported(service, { payer: 'u_1001' });
      const answer = await claimOn(service, paymentId, { by: 'sun', claimantPartyId: 'u_1002' });
      expectProblem(answer, 404, 'claim.payment_not_found');
    });

    it('is not for claimants: they file for themselves', async () => {
      const paymentId = await reported(service, { payer: 'u_1002' });
      const answer = await claimOn(service, paymentId, { claimantPartyId: 'u_1002' });
      expectProblem(answer, 400, 'claim.claimant_unclear');
      const own = await claimOn(service, await reported(service), { claimantPartyId: 'u_1001' });
      expect(own.status).toBe(201);
    });
  });

  describe('withdrawing a claim', () => {
    it('lets go of its payments, its clocks and its reserve', async () => {
      const before = await filed(service);
      const answer = await service.post('lin', `/v1/claims/${before.id}/withdraw`, {
        reason: 'Found it.',
      });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        status: 'withdrawn',
        nextStep: null,
        lines: [{ status: 'withdrawn' }],
      });
      const { clocks } = answer.body as ClaimJson;
      expect(clocks.filter(({ state }) => state === 'running')).toEqual([]);
      expect(await claimedOn(service, before.lines[0]!.paymentId)).toBe('0');
      expect((await claimOn(service, before.lines[0]!.paymentId)).status).toBe(201);
    });

    it('works once: the second time there is nothing to withdraw', async () => {
      const { id } = await filed(service);
      const path = `/v1/claims/${id}/withdraw`;
      const key = { 'Idempotency-Key': 'withdraw-1' };
      expect((await service.post('lin', path, {}, key)).status).toBe(200);
      expect((await service.post('lin', path, {}, key)).headers['idempotent-replayed']).toBe(
        'true',
      );
      expectProblem(await service.post('lin', path, {}), 409, 'claim.cannot_advance');
    });

    it('needs a key of its own', async () => {
      const { id } = await filed(service);
      const answer = await service.as('lin', 'post', `/v1/claims/${id}/withdraw`).send({});
      expectProblem(answer, 400, 'idempotency.key_missing');
    });
  });
});
