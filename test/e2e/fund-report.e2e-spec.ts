import { cny, filed } from '../support/builders';
import { contributed } from '../support/contributions';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

interface TrialBalance {
  readonly currencies: readonly {
    readonly currency: string;
    readonly accounts: readonly { readonly code: string; readonly balanceMinor: string }[];
  }[];
}

describe('the guarantee fund', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
    await contributed(service, { money: cny('20000') });
    await filed(service, { amountMinor: '30000' });
  });
  afterAll(async () => {
    await service.stop();
  });

  const topUp = async (amountMinor: string, wish: object = {}, key?: string) => {
    const body = { rail: 'simulated', money: cny(amountMinor), source: 'fund', ...wish };
    return service.post('ops', '/v1/funds/top-ups', body, key ? { 'Idempotency-Key': key } : {});
  };
  const report = async (query = ''): Promise<Record<string, unknown>> => {
    const response = await service.get('audit', `/v1/funds?currency=CNY${query}`);
    expect(response.status).toBe(200);
    return response.body as Record<string, unknown>;
  };
  const reserved = () =>
    service.eventually(report, ({ reservedMinor }) => reservedMinor === '30000');

  it('is shown as the trial balance of the same moment has it', async () => {
    await reserved();
    expect((await topUp('5000')).status).toBe(201);
    const asOf = new Date().toISOString();
    const seen = await report(`&asOf=${asOf}`);
    const books = await service.get('audit', `/v1/reports/trial-balance?asOf=${asOf}`);
    const [{ accounts } = { accounts: [] }] = (books.body as TrialBalance).currencies;
    const on = (code: string): string =>
      accounts.find((account) => account.code === code)?.balanceMinor ?? '0';
    expect(seen).toEqual({
      ...{ currency: 'CNY', asOf, fundMinor: on('1020'), onRailsMinor: on('1030') },
      rails: [{ rail: 'simulated', balanceMinor: on('1030') }],
      ...{ reservedMinor: on('2010'), unreportedMinor: on('2020'), payableMinor: on('2030') },
      ...{ inTransitMinor: on('2040'), heldMinor: on('2050'), floorMinor: '0' },
      ...{ advanceMinor: '0', rules: [], alarms: expect.any(Array) as unknown },
      coverageBp: 6_666,
      runways: [30, 90].map((windowDays) => ({ windowDays, netPaidMinor: '0', runwayDays: null })),
    });
    expect([seen.fundMinor, seen.onRailsMinor]).toEqual(['15000', '5000']);
  });

  it('is watched by gauges', async () => {
    await reserved();
    const { text } = await service.get('ops', '/metrics');
    expect(text).toContain('ganpei_fund_coverage_ratio{currency="CNY"} 0.6666');
    expect(text).toContain('ganpei_fund_below_floor{currency="CNY"} 0');
  });

  it('is topped up from once by a request that is repeated, and not beyond what it has', async () => {
    const before = await report();
    const first = await topUp('100', {}, 'one-top-up');
    const again = await topUp('100', {}, 'one-top-up');
    expect([again.status, again.body]).toEqual([201, first.body]);
    const after = await report();
    expect(Number(before.fundMinor) - Number(after.fundMinor)).toBe(100);
    expectProblem(await topUp('20001'), 409, 'ledger.below_floor');
    expectProblem(await topUp('1', { rail: 'pigeon' }), 404, 'payout.unknown_rail');
  });

  it('keeps the floor that two people have set; operating cash may go beyond', async () => {
    const limit = { name: 'fundFloorMinor', currency: 'CNY', value: 14_000 };
    const proposed = await service.post('ops', '/v1/changes', {
      ...{ kind: 'limit.set', limit, reason: 'A bad week must not empty it.' },
    });
    const { id } = proposed.body as { id: string };
    const verdict = { verdict: 'approve', note: 'Agreed.' };
    await service.post('zhao', `/v1/changes/${id}/approvals`, verdict);
    expect(await report()).toMatchObject({ floorMinor: '14000' });
    expectProblem(await topUp('5000'), 409, 'fund.below_floor');
    expect((await topUp('5000', { source: 'operating_cash' })).status).toBe(201);
  });
});
