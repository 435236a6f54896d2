import { TestService } from '../support/test-service';

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
      await service.post('ops', '/v1/funds/contributions', { money: cny(amountMinor) });
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

  it('are closed for a period by an operator, once, and the reason is kept', async () => {
    const closing = { closedUntil: CLOSED_UNTIL, reason: 'January is reported.' };
    const closed = await service.post('ops', '/v1/ledger/period-closings', closing);
    expect(closed.status).toBe(201);
    const again = await service.post('ops', '/v1/ledger/period-closings', closing);
    expect(again).toMatchObject({ status: 409, body: { code: 'ledger.period_not_closable' } });
    const list = await service.get('audit', '/v1/ledger/period-closings');
    expect(list.body).toMatchObject({ data: [closing] });
  });

  it('are closed one by one, for ever', async () => {
    const reason = 'No insurer any more.';
    const closed = await service.post('ops', '/v1/ledger/accounts/1120/closing', { reason });
    expect(closed.status).toBe(201);
    const unknown = await service.post('ops', '/v1/ledger/accounts/1121/closing', { reason });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'ledger.account_unknown' } });
  });
});
