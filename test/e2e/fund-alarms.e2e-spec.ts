import { claimNow, cny, evidenceHandedIn, filed, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { DAY_MS } from '../support/controls';
import { contributed } from '../support/contributions';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface FundJson {
  readonly fundMinor: string;
  readonly advanceMinor: string;
  readonly unreportedMinor: string;
  readonly alarms: readonly string[];
  readonly rules: readonly { readonly freeMinor: string | null; readonly shortMinor: string }[];
}

describe('a fund that runs low', () => {
  let service: TestService;
  let claim: ClaimJson;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const contribute = async (amountMinor: string): Promise<void> => {
    await contributed(service, { money: cny(amountMinor) });
  };
  const fund = async (): Promise<FundJson> =>
    (await service.get('audit', '/v1/funds?currency=CNY')).body;
  /** Zhao approves what ops proposed; gives its id. */
  const agreed = async (change: object): Promise<string> => {
    const proposed = await service.post('ops', '/v1/changes', { reason: 'Needed.', ...change });
    expect(proposed.status).toBe(201);
    const id = String(proposed.body.id);
    const own = await service.post('ops', `/v1/changes/${id}/approvals`, {
      ...{ verdict: 'approve', note: 'Mine.' },
    });
    expectProblem(own, 409, 'approval.own_hand');
    const verdict = { verdict: 'approve', note: 'Agreed.' };
    expect((await service.post('zhao', `/v1/changes/${id}/approvals`, verdict)).status).toBe(201);
    return id;
  };
  const changeStatus = async (id: string): Promise<string> =>
    String((await service.get('audit', `/v1/changes/${id}`)).body.status);
  const kindsIn = async (path: string, person: Person): Promise<string[]> => {
    const { data } = (await service.get(person, path)).body as { data: { type: string }[] };
    return data.map(({ type }) => type);
  };
  const subjects = async (): Promise<string[]> => {
    const { body } = await service.get('ops', '/v1/outbox?limit=100');
    const read = (body as { data: { messageId: string }[] }).data.map(async ({ messageId }) =>
      String((await service.get('ops', `/v1/outbox/${messageId}`)).body.subject),
    );
    return Promise.all(read);
  };

  it('fills up a rail by the rule of two people, and asks an operator to send the money', async () => {
    await contribute('20000');
    await agreed({
      kind: 'limit.set',
      limit: { name: 'fundFloorMinor', currency: 'CNY', value: 15_000 },
    });
    const topUp = { rail: 'simulated', currency: 'CNY', lowMinor: 4_000, targetMinor: 5_000 };
    const unknown = { ...topUp, rail: 'pigeon' };
    const wrong = { kind: 'top_up.set', reason: 'Needed.', topUp: unknown };
    expectProblem(await service.post('ops', '/v1/changes', wrong), 404, 'payout.unknown_rail');
    const id = await agreed({ kind: 'top_up.set', topUp });
    expect((await fund()).rules).toEqual([]);
    await service.passTime(DAY_MS);
    await service.eventually(
      () => changeStatus(id),
      (status) => status === 'in_force',
    );
    const filled = await service.eventually(fund, ({ rules }) => rules[0]?.freeMinor === '5000');
    expect(filled).toMatchObject({ fundMinor: '15000', alarms: [] });
    await service.eventually(subjects, (all) => all.some((one) => one.includes('top up a rail')));
  });

  it('lets payouts wait at its floor, tells the victim, and raises the alarm once', async () => {
    const wish = await filed(service, { amountMinor: '9900' });
    await untilStatus(service, wish.id, 'awaiting_claimant');
    await evidenceHandedIn(service, wish);
    claim = await service.eventually(
      () => claimNow(service, wish.id),
      ({ nextStep }) => nextStep?.code === 'await_funds',
    );
    expect(claim.status).toBe('paying');
    const timeline = await service.get('lin', `/v1/claims/${claim.id}/timeline`);
    expect(timeline.text).toContain('Your award stands; it goes out by itself.');
    await service.eventually(
      () => service.get('lin', `/v1/claims/${claim.id}/messages`),
      ({ text }) => text.includes('付款账户资金待补足'),
    );
    const low = await service.eventually(fund, ({ alarms }) => alarms.includes('low'));
    expect(low.rules).toMatchObject([{ freeMinor: '5000', shortMinor: '8900' }]);
    const ready = await service.get(null, '/readyz');
    expect(ready.body).toMatchObject({
      status: 'degraded',
      checks: { funds: [{ currency: 'CNY', alarms: ['low'] }] },
    });
    const { text } = await service.get('ops', '/metrics');
    expect(text).toContain('ganpei_fund_alarm{currency="CNY",alarm="low"} 1');
    await service.eventually(subjects, (all) => all.some((one) => one.includes('fund low')));
    const { data } = (await service.get('ops', '/v1/funds/events?currency=CNY')).body as {
      data: { type: string; facts: object }[];
    };
    expect(data.map(({ type }) => type)).toEqual(['fund.low', 'fund.top_up_ordered']);
    const log = '/v1/events?types=fund.low,fund.top_up_ordered';
    await service.eventually(
      () => kindsIn(log, 'ops'),
      (kinds) => kinds.join() === 'fund.top_up_ordered,fund.low',
    );
    expect(await kindsIn(log, 'bank')).toEqual([]);
  });

  it('pays by itself once somebody contributes, and the alarm is over', async () => {
    await contribute('30000');
    await untilStatus(service, claim.id, 'paid');
    const well = await service.eventually(fund, ({ rules }) => rules[0]?.freeMinor === '5000');
    expect(well).toMatchObject({ alarms: [], rules: [{ shortMinor: '0' }] });
    const kinds = await kindsIn('/v1/funds/events?currency=CNY&limit=2', 'audit');
    expect(kinds.sort()).toEqual(['fund.low_over', 'fund.top_up_ordered']);
    await service.eventually(
      () => service.get(null, '/readyz'),
      ({ body }) => body.status === 'ok',
    );
    await service.eventually(subjects, (all) =>
      all.some((one) => one.includes('Guarantee fund no longer low')),
    );
  });

  it('shows what two people have estimated, and what merchants were billed', async () => {
    const lossMonth = '2026-10';
    await agreed({ kind: 'estimate.raise', estimate: { money: cny('700'), lossMonth } });
    const billing = { payer: 'run-11', money: cny('1200'), fromMonth: '2099-01', months: 12 };
    await agreed({ kind: 'contribution.bill', billing });
    expect(await fund()).toMatchObject({ unreportedMinor: '700', advanceMinor: '1200' });
    const tooMuch = { kind: 'estimate.release', reason: 'Less.' };
    const estimate = { money: cny('701'), lossMonth };
    const refused = await service.post('ops', '/v1/changes', { ...tooMuch, estimate });
    expectProblem(refused, 409, 'fund.more_than_estimated');
  });
});
