import { aPayment } from '../support/builders';
import type { PaymentWish } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface RecordedJson {
  readonly sourceId: string;
  readonly id: string | null;
  readonly result: string;
  readonly problem?: { readonly code: string; readonly texts: Readonly<Record<string, string>> };
}

/** A payment whose words do not change with the time of day, so that it can be reported again. */
const steady = (wish: PaymentWish = {}, part: object = {}): object => ({
  ...aPayment(wish),
  paidAt: '2026-11-20T09:30:00+08:00',
  settledAt: '2026-11-20T09:30:01+08:00',
  ...part,
});

describe('payments over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const report = async (...payments: object[]): Promise<RecordedJson[]> => {
    const answer = await service.as('bank', 'post', '/v1/payments').send({ payments });
    expect(answer.status).toBe(200);
    return (answer.body as { data: RecordedJson[] }).data;
  };
  const listed = async (by: Person, query: string): Promise<Record<string, unknown>[]> =>
    (await service.get(by, `/v1/payments?${query}`)).body.data;

  it('are taken in once and known from then on', async () => {
    const payment = steady({ sourceId: 'once-1' });
    const [first] = await report(payment);
    const [again] = await report(payment);
    expect(first).toEqual({
      sourceId: 'once-1',
      id: expect.stringMatching(/^pmt_/),
      result: 'created',
    });
    expect(again).toEqual({ ...first, result: 'duplicate' });
    expect(await listed('audit', 'sourceId=once-1')).toHaveLength(1);
  });

  it('are the same payment whatever the order of their fields and the zone of their times', async () => {
    const payment = steady({ sourceId: 'zone-1' });
    const turned = Object.fromEntries(Object.entries(payment).reverse());
    await report(payment);
    const times = { paidAt: '2026-11-20T01:30:00Z', settledAt: '2026-11-20T01:30:01.000Z' };
    expect(await report({ ...turned, ...times })).toMatchObject([{ result: 'duplicate' }]);
  });

  it.each([
    ['another amount', { money: { currency: 'CNY', amountMinor: '19901' } }],
    ['another currency', { money: { currency: 'USD', amountMinor: '19900' } }],
    ['another payer', { payer: { id: 'u_1002' } }],
    ['another payee', { payee: { id: 'm_78' } }],
    ['another time', { paidAt: '2026-11-20T09:30:01+08:00' }],
    ['another status', { status: 'failed' }],
  ])('with %s under the same name conflict, and nothing changes', async (name, part) => {
    const sourceId = `conflict ${name}`;
    const [first] = await report(steady({ sourceId }));
    const before = await listed('audit', `sourceId=${encodeURIComponent(sourceId)}`);
    const [other] = await report(steady({ sourceId }, part));
    expect(other).toMatchObject({
      id: first!.id,
      result: 'conflict',
      problem: { code: 'payment.conflict' },
    });
    expect(Object.keys(other!.problem!.texts).sort()).toEqual(['en', 'zh-CN']);
    expect(await listed('audit', `sourceId=${encodeURIComponent(sourceId)}`)).toEqual(before);
  });

  it.each([
    ['more refunded than was paid', { status: 'partly_refunded', refundedMinor: '19901' }],
    ['refunded in part, of nothing', { status: 'partly_refunded', refundedMinor: '0' }],
    ['refunded in part, of everything', { status: 'partly_refunded', refundedMinor: '19900' }],
    ['settled, of which a part was refunded', { status: 'settled', refundedMinor: '1' }],
  ])('that contradict themselves are refused: %s', async (name, wish) => {
    const sourceId = `contradiction ${name}`;
    const [refused] = await report(steady({ sourceId, ...wish }));
    expect(refused).toMatchObject({
      id: null,
      result: 'conflict',
      problem: { code: 'payment.contradiction' },
    });
    expect(await listed('audit', `sourceId=${encodeURIComponent(sourceId)}`)).toEqual([]);
  });

  it('in another currency than their refund are refused', async () => {
    const part = { status: 'partly_refunded', refunded: { currency: 'USD', amountMinor: '1' } };
    expect(await report(steady({ sourceId: 'mixed-1' }, part))).toMatchObject([
      { problem: { code: 'payment.contradiction', field: 'refunded' } },
    ]);
  });

  it('that are good go through beside one that is not, each with its own answer, in order', async () => {
    const answers = await report(
      steady({ sourceId: 'mix-1' }),
      steady({ sourceId: 'mix-2', status: 'partly_refunded', refundedMinor: '0' }),
      steady({ sourceId: 'mix-3' }),
      steady({ sourceId: 'mix-3' }),
      steady({ sourceId: 'mix-3', amountMinor: '5' }),
    );
    expect(answers.map(({ sourceId, result }) => `${sourceId} ${result}`)).toEqual([
      'mix-1 created',
      'mix-2 conflict',
      'mix-3 created',
      'mix-3 duplicate',
      'mix-3 conflict',
    ]);
    expect(answers[3]!.id).toBe(answers[2]!.id);
  });

  it('are each recorded once when the same hundreds come from four senders at once', async () => {
    const payments = Array.from({ length: 280 }, (_, n) => {
      const payer = `u_${String(n % 70)}`;
      return steady({ sourceId: `bulk-${String(n)}`, payer });
    });
    const sides = await Promise.all([1, 2, 3, 4].map(() => report(...payments)));
    const created = sides.flat().filter(({ result }) => result === 'created');
    expect(created).toHaveLength(280);
    expect(new Set(sides.flat().map(({ id }) => id)).size).toBe(280);
  });

  it('come a thousand at a time, and not one more', async () => {
    const payments = Array.from({ length: 1_001 }, (_, n) =>
      steady({ sourceId: `many-${String(n)}` }),
    );
    const answer = await service.post('bank', '/v1/payments', { payments });
    expectProblem(answer, 400, 'request.invalid_fields');
    expect(answer.body).toMatchObject({ field: 'payments' });
    expect(await listed('audit', 'sourceId=many-0')).toEqual([]);
    expectProblem(
      await service.post('bank', '/v1/payments', { payments: [] }),
      400,
      'request.invalid_fields',
    );
  });

  it('come in a body of at most two megabytes', async () => {
    const description = 'x'.repeat(2 * 1_024 * 1_024);
    const answer = await service.post('bank', '/v1/payments', {
      payments: [steady({}, { description })],
    });
    expectProblem(answer, 413, 'request.body_too_large');
  });

  it('name the wrong field by its place in the list', async () => {
    const wrong = steady({}, { money: { currency: 'RMB', amountMinor: '12.50' } });
    const answer = await service.post('bank', '/v1/payments', { payments: [steady(), wrong] });
    expectProblem(answer, 400, 'request.invalid_fields');
    const { errors } = answer.body as { errors: { field: string; saw: string }[] };
    expect(errors).toMatchObject([
      { field: 'payments[1].money.currency', saw: 'RMB' },
      { field: 'payments[1].money.amountMinor', saw: '12.50' },
    ]);
  });

  it('are shown to a claimant only when they are their own', async () => {
    await report(
      steady({ sourceId: 'mine-1', payer: 'u_1001' }),
      steady({ sourceId: 'yours-1', payer: 'u_1002' }),
    );
    expect(await listed('lin', 'sourceId=mine-1')).toHaveLength(1);
    expect(await listed('lin', 'sourceId=yours-1')).toEqual([]);
    expect(await listed('lin', 'payerId=u_1002')).toEqual([]);
    expect(await listed('lin', 'payerId=u_1002&sourceId=yours-1')).toEqual([]);
    const mine = await listed('lin', 'limit=100');
    expect(new Set(mine.map(({ payer }) => (payer as { id: string }).id))).toEqual(
      new Set(['u_1001']),
    );
  });

  it('are listed page by page, each once, newest first', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await service.get('audit', `/v1/payments?payerId=u_7&limit=3${after}`);
      const { data, hasMore, next } = body as {
        data: { id: string }[];
        hasMore: boolean;
        next: string | null;
      };
      seen.push(...data.map(({ id }) => id));
      expect(hasMore).toBe(next !== null);
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(seen).toHaveLength(4);
    expect([...new Set(seen)].sort().reverse()).toEqual(seen);
  });

  it('keep the words of their reporter as they are, whatever the script', async () => {
    const words = {
      payer: { id: '用户一', name: '𠮷野家😀' },
      description: 'é = e\u0301, 100 % <b>"\'',
    };
    await report(steady({ sourceId: '订单-1' }, words));
    expect(await listed('audit', `sourceId=${encodeURIComponent('订单-1')}`)).toMatchObject([
      words,
    ]);
  });
});
