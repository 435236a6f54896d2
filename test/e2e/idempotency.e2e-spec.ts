import { aClaim, claimOn, claimedOn, reported } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

/** An id of a payment that nobody has, in the lane of `u_1001`. */
const ABSENT_PAYMENT = 'pmt_01h455vb4pex5vsknk084sn02d';

describe('claims over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  describe('the key of a request', () => {
    it('is required where money moves', async () => {
      const answer = await service
        .as('lin', 'post', '/v1/claims')
        .send(aClaim([{ paymentId: ABSENT_PAYMENT }]));
      expectProblem(answer, 400, 'idempotency.key_missing');
    });

    it.each([
      ['longer than 255 characters', 'k'.repeat(256)],
      ['with a blank in it', 'one two'],
      ['in Chinese', encodeURI('键').replaceAll('%', '\xe9')],
    ])('is refused when it is %s', async (_, key) => {
      const answer = await claimOn(service, ABSENT_PAYMENT, { key });
      expectProblem(answer, 400, 'idempotency.key_malformed');
    });

    it('gives the first answer again, word for word', async () => {
      const paymentId = await reported(service);
      const body = aClaim([{ paymentId }]);
      const first = await service.post('lin', '/v1/claims', body, { 'Idempotency-Key': 'again-1' });
      const again = await service.post('lin', '/v1/claims', body, { 'Idempotency-Key': 'again-1' });
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(first.headers).not.toHaveProperty('idempotent-replayed');
      expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true' });
      expect(again.body).toEqual(first.body);
      expect(await claimedOn(service, paymentId)).toBe('19900');
    });

    it('takes the same fields in another order for the same request', async () => {
      const body = aClaim([{ paymentId: await reported(service) }]);
      const turned = Object.fromEntries(Object.entries(body).reverse());
      await service.post('lin', '/v1/claims', body, { 'Idempotency-Key': 'turned-1' });
      const again = await service.post('lin', '/v1/claims', turned, {
        'Idempotency-Key': 'turned-1',
      });
      expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    });

    it('is refused with other content', async () => {
      const paymentId = await reported(service);
      const key = 'other-1';
      expect((await claimOn(service, paymentId, { key, amountMinor: '100' })).status).toBe(201);
      const other = await claimOn(service, paymentId, { key, amountMinor: '101' });
      expectProblem(other, 422, 'idempotency.key_reused');
    });

    it('of a request that was refused may be used again once the reason is mended', async () => {
      const body = aClaim([{ paymentId: await reported(service) }]);
      const key = { 'Idempotency-Key': 'mended-1' };
      const wrong = await service.post('lin', '/v1/claims', { ...body, lossType: 'none' }, key);
      expectProblem(wrong, 422, 'claim.unknown_loss_type');
      expect((await service.post('lin', '/v1/claims', body, key)).status).toBe(201);
    });

    it('belongs to the person who chose it: the same of somebody else is another', async () => {
      const key = 'shared-1';
      const lin = await claimOn(service, await reported(service), { key });
      const hers = await reported(service, { payer: 'u_1002' });
      const chen = await claimOn(service, hers, { key, by: 'chen' });
      expect([lin.status, chen.status]).toEqual([201, 201]);
      expect(chen.body.id).not.toBe(lin.body.id);
      expect(chen.headers).not.toHaveProperty('idempotent-replayed');
    });

    it('makes one claim of twenty requests at once', async () => {
      const paymentId = await reported(service, { amountMinor: '100000' });
      const key = { 'Idempotency-Key': 'at-once-1' };
      const claim = aClaim([{ paymentId, amountMinor: '5000' }]);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => service.post('lin', '/v1/claims', claim, key)),
      );
      const made = answers.filter(({ status }) => status === 201);
      expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
      expect(
        made.filter(({ headers }) => headers['idempotent-replayed'] === undefined),
      ).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status !== 201)) {
        expectProblem(answer, 409, 'idempotency.in_flight');
        expect(answer.headers['retry-after']).toBe('1');
      }
      expect(await claimedOn(service, paymentId)).toBe('5000');
    });
  });
});
