import type { Response } from 'supertest';

import { PostJournals } from '@app/ledger';
import { AMOUNT_MINOR_MAX, Money } from '@app/money';
import { UnitOfWork } from '@app/platform';

import { contributed } from '../support/contributions';
import { aDraft } from '../support/log-process';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

interface Amount {
  readonly currency: string;
  readonly amountMinor: string;
}
interface Register {
  readonly data: readonly { id: string; change: Amount; balance: Amount; contra: string }[];
  readonly hasMore: boolean;
  readonly next: string | null;
}

const cny = (amountMinor: string): Amount => ({ currency: 'CNY', amountMinor });
/** Far enough back to be over, and after everything that other tests booked with an older date. */
const CLOSED_UNTIL = '2026-02-01T00:00:00.000Z';

describe('the accounts over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
    for (const amountMinor of ['1000', '200', '30']) {
      await contributed(service, { money: cny(amountMinor) });
    }
    await service.eventually(register, ({ data }) => data.length === 3);
  });
  afterAll(async () => {
    await service.stop();
  });

  async function register(query = ''): Promise<Register> {
    const path = `/v1/ledger/accounts/1020/register?currency=CNY${query}`;
    return (await service.get('audit', path)).body as Register;
  }

  it('show a balance now, and nothing as of a time before', async () => {
    const now = await service.get('audit', '/v1/ledger/accounts/1020/balance');
    expect(now.body).toMatchObject({ code: '1020', balances: [cny('1230')] });
    const before = await service.get(
      'audit',
      '/v1/ledger/accounts/1020/balance?asOf=2020-01-01T00:00:00Z&basis=effective',
    );
    expect(before.body).toMatchObject({ basis: 'effective', balances: [] });
  });

  it('list their lines, newest first, with the balance after each, page by page', async () => {
    const all = await register();
    expect(all.data.map(({ change, balance }) => [change, balance])).toEqual([
      [cny('30'), cny('1230')],
      [cny('200'), cny('1200')],
      [cny('1000'), cny('1000')],
    ]);
    expect(all.data.map(({ contra }) => contra)).toEqual(['3010', '3010', '3010']);
    const first = await register('&limit=2');
    expect(first).toMatchObject({ hasMore: true, data: all.data.slice(0, 2) });
    const second = await register(`&limit=2&after=${first.next ?? ''}`);
    expect(second).toMatchObject({ hasMore: false, next: null, data: all.data.slice(2) });
  });

  it('tell sums exactly that are more than one amount can say', async () => {
    const transfers = [{ debit: '5020', credit: '2020', money: Money.of(AMOUNT_MINOR_MAX, 'JPY') }];
    const { app } = service;
    for (let each = 0; each < 2; each += 1) {
      await app
        .get(UnitOfWork)
        .transaction((tx) =>
          app.get(PostJournals, { strict: false }).run(tx, [aDraft({ transfers })]),
        );
    }
    const sum = String(2n * AMOUNT_MINOR_MAX);
    const read = async (path: string) => (await service.get('audit', path)).body as object;
    const lines = '/v1/ledger/accounts/5020/register?currency=JPY';
    await service.eventually(
      async () => (await service.get('audit', lines)).body as Register,
      ({ data }) => data.length === 2,
    );
    expect(await read(lines)).toMatchObject({ data: [{ balance: { amountMinor: sum } }, {}] });
    for (const when of ['', '?asOf=2200-01-01T00:00:00Z']) {
      expect(await read(`/v1/ledger/accounts/5020/balance${when}`)).toMatchObject({
        balances: [{ currency: 'JPY', amountMinor: sum }],
      });
      expect(await read(`/v1/reports/trial-balance${when}`)).toMatchObject({
        currencies: [{ currency: 'CNY' }, { currency: 'JPY', totalDebitMinor: sum }],
      });
    }
  });

  it.each([
    ['a cursor of another list', '/v1/ledger/accounts/1020/register?currency=CNY&after=abc', 400],
    ['no currency', '/v1/ledger/accounts/1020/register', 400],
    ['an account that is not there', '/v1/ledger/accounts/9999/register?currency=CNY', 404],
    ['a basis without a time', '/v1/ledger/accounts/1020/balance?basis=effective', 400],
    ['an unknown basis', '/v1/ledger/accounts/1020/balance?basis=guess', 400],
  ])('answer %s with a clear refusal', async (_what, path, status) => {
    const answer = await service.get('audit', path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code: expect.any(String) as string });
  });

  it.each(['1969-12-31T23:59:59Z', '1999-12-31T23:59:59Z', '2201-01-01T00:00:00Z'])(
    'say which years they understand when asked as of %s',
    async (time) => {
      const path = `/v1/ledger/accounts/1020/balance?asOf=${time}`;
      const answer = await service.get('audit', path);
      expectProblem(answer, 400, 'request.invalid_fields');
      expect(answer.body.errors).toEqual([
        {
          field: 'asOf',
          code: 'instantRange',
          saw: time,
          texts: {
            en: expect.stringContaining('2000 to 2200'),
            'zh-CN': expect.stringContaining('2000 年至 2200 年'),
          },
        },
      ]);
    },
  );

  it.each([
    ['2000-01-01T00:00:00Z', 200],
    ['2000-01-01T00:00:00+00:01', 400],
    ['2200-12-31T23:59:59.999Z', 200],
    ['2200-12-31T23:59:59-00:01', 400],
  ])('take the years by the clock of UTC: %s is answered with %i', async (time, status) => {
    const path = `/v1/ledger/accounts/1020/balance?asOf=${encodeURIComponent(time)}`;
    expect((await service.get('audit', path)).status).toBe(status);
  });

  it.each(['yesterday', '2026-02-30T00:00:00Z', '2026-11-20T09:30:00', '+010000-01-01T00:00:00Z'])(
    'show how a time is written when asked as of %s',
    async (time) => {
      const path = `/v1/ledger/accounts/1020/balance?asOf=${encodeURIComponent(time)}`;
      const answer = await service.get('audit', path);
      expectProblem(answer, 400, 'request.invalid_fields');
      expect(answer.body.errors).toMatchObject([{ field: 'asOf', code: 'instant', saw: time }]);
    },
  );

  it('are closed for a period by an operator, once, and the reason is kept', async () => {
    const closing = { closedUntil: CLOSED_UNTIL, reason: 'January is reported.' };
    const closed = await service.post('ops', '/v1/ledger/period-closings', closing);
    expect(closed.status).toBe(201);
    const again = await service.post('ops', '/v1/ledger/period-closings', closing);
    expect(again).toMatchObject({ status: 409, body: { code: 'ledger.period_not_closable' } });
    const list = await service.get('audit', '/v1/ledger/period-closings');
    expect(list.body).toMatchObject({ data: [closing] });
  });

  const closeAccount = (code: string): Promise<Response> =>
    service.post('ops', `/v1/ledger/accounts/${code}/closing`, { reason: 'Not used.' });

  it('are closed one by one, for ever', async () => {
    expect((await closeAccount('5060')).status).toBe(201);
    expectProblem(await closeAccount('5061'), 404, 'ledger.account_unknown');
  });

  it.each(['1020', '1030', '2010'])('stay open where events book: %s', async (code) => {
    expectProblem(await closeAccount(code), 409, 'accounting.account_in_use');
  });
});
