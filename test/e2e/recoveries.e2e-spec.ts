import { gbp, paidBritishClaim } from '../support/british-claims';
import { untilStatus } from '../support/builders';
import type { ClaimJson, Json } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const PACK = 'gb-app-reimbursement';
const DAY_MS = 86_400_000;

interface RecoveryJson {
  readonly id: string;
  readonly status: string;
  readonly kind: string;
  readonly dueAt?: string;
  readonly proposals: readonly { readonly status: string }[];
}

interface MatchJson {
  readonly id: string;
  readonly status: string;
  readonly parts: {
    readonly house: Json;
    readonly victim: Json;
    readonly others: readonly { readonly counterpartyId: string; readonly money: Json }[];
  };
}

interface StatementJson {
  readonly opening: Json;
  readonly closing: Json;
  readonly movements: readonly {
    readonly event: string;
    readonly reference: string;
    readonly change: Json;
    readonly balance: Json;
  }[];
  readonly accounts: readonly { readonly code: string; readonly balance: Json }[];
}

let references = 0;

/** DOMAIN §3.3 over HTTP: a loss of 10,000.00 in Great Britain, and what of it comes back. */
describe('recoveries over HTTP', () => {
  let service: TestService;
  let bankId = '';

  beforeAll(async () => {
    service = await TestService.start({
      config: { programs: { packsDir: null, calendarsFile: null, offered: [PACK] } },
    });
    const { body } = await service.post('ops', '/v1/counterparties', {
      ...{ name: 'Other Bank plc', kind: 'institution', contact: 'claims@other-bank.example' },
      party: 'payee_psp',
    });
    bankId = String(body.id);
  });
  afterAll(async () => {
    await service.stop();
  });

  const done = async <Body = RecoveryJson>(
    person: Person,
    path: string,
    body: object,
  ): Promise<Body> => {
    const response = await service.post(person, path, body);
    expect([path, response.status, JSON.stringify(response.body).slice(0, 300)]).toEqual([
      path,
      201,
      expect.anything(),
    ]);
    return response.body as Body;
  };

  const recoveriesOf = async ({ id }: ClaimJson): Promise<RecoveryJson[]> => {
    const { body } = await service.get('audit', `/v1/recoveries?claimId=${id}`);
    return (body as { data: RecoveryJson[] }).data;
  };
  const openedFor = async (claim: ClaimJson): Promise<RecoveryJson> => {
    const [recovery] = await service.eventually(
      () => recoveriesOf(claim),
      (found) => found.length > 0,
    );
    return recovery!;
  };

  /** The other bank agrees to its half, and pays it. */
  async function shared(claim: ClaimJson): Promise<void> {
    const { id } = await openedFor(claim);
    const money = gbp('495000');
    await done('ops', `/v1/recoveries/${id}/request`, {});
    await done('ops', `/v1/recoveries/${id}/agree`, { money });
    await came(`/v1/recoveries/${id}/receive`, money);
  }

  /** Money that came by the word of two people. */
  async function came(path: string, money: Json): Promise<string> {
    references += 1;
    const reference = `FPS-${references}`;
    const receivedAt = service.clock.now().toISOString();
    const said = await done('ops', path, { money, receivedAt, reference });
    expect(said.status).toBe('waiting');
    const verdict = { verdict: 'approve', note: 'Seen on the account.' };
    await done('zhao', `/v1/receipts/proposals/${said.id}/approvals`, verdict);
    return reference;
  }

  async function receiptOf(money: Json): Promise<string> {
    const reference = await came('/v1/receipts', money);
    const { body } = await service.get('audit', '/v1/receipts');
    const { data } = body as { data: { id: string; reference: string }[] };
    return data.find((one) => one.reference === reference)!.id;
  }

  const matched = (receiptId: string, claim: ClaimJson, money: Json): Promise<MatchJson> =>
    done<MatchJson>('zhao', `/v1/receipts/${receiptId}/matches`, {
      ...{ claimId: claim.id, money, reason: 'The police returned it.' },
    });

  const balanceOf = async (code: string): Promise<bigint> => {
    const { body } = await service.get('audit', '/v1/reports/trial-balance');
    const { currencies } = body as {
      currencies: { currency: string; accounts: { code: string; balanceMinor: string }[] }[];
    };
    const pounds = currencies.find(({ currency }) => currency === 'GBP');
    const account = pounds?.accounts.find((one) => one.code === code);
    return BigInt(account?.balanceMinor ?? 0);
  };
  const statementOf = async (query = ''): Promise<StatementJson> => {
    const { body } = await service.get('audit', `/v1/counterparties/${bankId}/statement${query}`);
    return (body as { currencies: StatementJson[] }).currencies[0]!;
  };

  it('cost the sender 3,950.00 net of a loss of 10,000.00, to the penny', async () => {
    const claim = await paidBritishClaim(service);
    const opened = await openedFor(claim);
    expect(opened).toMatchObject({
      ...{ kind: 'institution', party: 'payee_psp', status: 'open', counterpartyId: bankId },
      requested: gbp('495000'),
    });
    const requested = await done('ops', `/v1/recoveries/${opened.id}/request`, {});
    expect(requested.status).toBe('requested');
    // Five business days by the pack's clock: a week at least.
    const dueInDays = (Date.parse(requested.dueAt!) - service.clock.now().getTime()) / DAY_MS;
    expect(dueInDays).toBeGreaterThan(5);
    expect(dueInDays).toBeLessThan(13);
    const money = gbp('495000');
    await done('ops', `/v1/recoveries/${opened.id}/agree`, { money });
    expect([await balanceOf('1110'), await balanceOf('5110')]).toEqual([495_000n, 495_000n]);
    await came(`/v1/recoveries/${opened.id}/receive`, money);
    const { body: received } = await service.get('audit', `/v1/recoveries/${opened.id}`);
    expect(received).toMatchObject({ status: 'received', outstanding: gbp('0') });

    const receiptId = await receiptOf(gbp('200000'));
    expect(await balanceOf('2070')).toBe(200_000n);
    const match = await matched(receiptId, claim, gbp('200000'));
    expect(match.parts).toEqual({
      house: gbp('100000'),
      victim: gbp('0'),
      others: [{ counterpartyId: bankId, money: gbp('100000') }],
    });
    expect([await balanceOf('2070'), await balanceOf('2060')]).toEqual([0n, 100_000n]);
    const said = await done<{ id: string; status: string }>(
      'ops',
      `/v1/counterparties/${bankId}/payments`,
      {
        ...{ claimId: claim.id, money: gbp('100000'), reference: 'OUT-1' },
        paidAt: service.clock.now().toISOString(),
      },
    );
    expect(said).toMatchObject({ status: 'waiting' });
    expect(await balanceOf('2060')).toBe(100_000n);
    const verdict = { verdict: 'approve', note: 'Seen on the account.' };
    await done('zhao', `/v1/receipts/proposals/${said.id}/approvals`, verdict);

    const cost = (await Promise.all(['5010', '5050'].map(balanceOf))).reduce((a, b) => a + b);
    const back = (await Promise.all(['5110', '5120', '5130'].map(balanceOf))).reduce(
      (a, b) => a + b,
    );
    expect(cost - back).toBe(395_000n);
    expect((await balanceOf('1010')) + (await balanceOf('1030'))).toBe(-395_000n);
    expect([await balanceOf('1110'), await balanceOf('2060')]).toEqual([0n, 0n]);

    const statement = await statementOf();
    expect(statement).toMatchObject({ opening: gbp('0'), closing: gbp('0') });
    expect(
      statement.movements.map(({ event, reference, change, balance }) => [
        ...[event, reference, change.amountMinor, balance.amountMinor],
      ]),
    ).toEqual([
      ['E23', claim.reference, '495000', '495000'],
      ['E24', claim.reference, '-495000', '0'],
      ['E27', claim.reference, '-100000', '-100000'],
      ['E28', claim.reference, '100000', '0'],
    ]);
    const csv = await service.get('audit', `/v1/counterparties/${bankId}/statement.csv`);
    expect(csv.text).toContain(
      `E24,Share of another institution received,${claim.reference},1110,GBP,-4950.00,0.00`,
    );
  });

  it('give nobody more than they bear: what is more than the loss stays in suspense', async () => {
    const claim = await paidBritishClaim(service);
    await shared(claim);
    const receiptId = await receiptOf(gbp('1200000'));
    const path = `/v1/receipts/${receiptId}/matches`;
    const wish = { claimId: claim.id, money: gbp('1000001'), reason: 'The police returned it.' };
    const refused = await service.post('zhao', path, wish);
    expectProblem(refused, 422, 'receipt.more_than_loss');
    expect(refused.body).toMatchObject({ most: '10000.00 GBP' });
    const proposed = await matched(receiptId, claim, gbp('1000000'));
    // The excess of 100.00 is the claimant's, once everybody who paid is made good.
    expect(proposed).toMatchObject({ status: 'waiting', parts: { victim: gbp('10000') } });
    expect(await balanceOf('2070')).toBe(1_200_000n);
    const { body: waits } = await service.get('lin', `/v1/claims/${claim.id}`);
    const code = 'pay_recovered';
    expect(waits).toMatchObject({ status: 'paid', nextStep: { code, by: 'approver' } });
    const judged = `${path}/${proposed.id}/approvals`;
    const verdict = { verdict: 'approve', note: 'Seen.' };
    expectProblem(await service.post('zhao', judged, verdict), 409, 'approval.own_hand');
    const { matches } = await done<{ matches: MatchJson[] }>('ops', judged, verdict);
    expect(matches[0]?.parts).toEqual({
      house: gbp('495000'),
      victim: gbp('10000'),
      others: [{ counterpartyId: bankId, money: gbp('495000') }],
    });
    await untilStatus(service, claim.id, 'paid');
    const { body: payouts } = await service.get('lin', `/v1/payouts?claimId=${claim.id}`);
    const part = { kind: 'recovered', status: 'settled', money: gbp('10000') };
    expect((payouts as { data: Json[] }).data).toContainEqual(expect.objectContaining(part));
    expect(await balanceOf('2030')).toBe(0n);
    const told = await service.eventually(
      async () => (await service.get('lin', `/v1/claims/${claim.id}/messages`)).text,
      (text) => text.includes('your part of the money that came back'),
    );
    expect(told).toContain('is yours, on top of your award');
    expectProblem(
      await service.post('zhao', path, { ...wish, money: gbp('1') }),
      422,
      'receipt.more_than_loss',
    );
    const closing = { reason: 'All is paid and shared.' };
    const closed = await service.post('wang', `/v1/claims/${claim.id}/close`, closing);
    expect(closed.body).toMatchObject({ status: 'closed' });
    const { body: open } = await service.get('audit', '/v1/receipts?open=true');
    expect(open).toMatchObject({
      data: [{ id: receiptId, unmatched: gbp('200000'), ageDays: 0, isOverAge: false }],
    });
    const metrics = await service.get('audit', '/metrics');
    expect(metrics.text).toContain('ganpei_receipts_unmatched_minor_units{currency="GBP"} 200000');
  });

  it('that are refused are written off by two people, and the allowance goes with it', async () => {
    const claim = await paidBritishClaim(service);
    const { id } = await openedFor(claim);
    const path = `/v1/recoveries/${id}`;
    await done('ops', `${path}/request`, {});
    const tooMuch = await service.post('ops', `${path}/agree`, { money: gbp('495001') });
    expectProblem(tooMuch, 422, 'recovery.more_than_due');
    await done('ops', `${path}/agree`, { money: gbp('400000') });
    await service.passTime(60 * DAY_MS);
    await service.eventually(
      () => balanceOf('1190'),
      (minor) => minor === 100_000n,
    );
    await done('ops', `${path}/refuse`, { reason: 'They say that it was authorised.' });
    const writtenOffBefore = await balanceOf('5050');
    await done('ops', `${path}/write-off`, { reason: 'Not worth a court.' });
    const verdict = { verdict: 'approve', note: 'Agreed.' };
    expectProblem(
      await service.post('ops', `${path}/approvals`, verdict),
      409,
      'approval.own_hand',
    );
    expect(await balanceOf('1110')).toBe(400_000n);
    const writtenOff = await done('zhao', `${path}/approvals`, verdict);
    expect(writtenOff).toMatchObject({
      status: 'written_off',
      proposals: [{ status: 'approved' }],
    });
    expect([await balanceOf('1110'), await balanceOf('1190')]).toEqual([0n, 0n]);
    // Of the loss a quarter was taken as an allowance before.
    expect((await balanceOf('5050')) - writtenOffBefore).toBe(300_000n);
    expectProblem(
      await service.post('zhao', `${path}/approvals`, verdict),
      409,
      'approval.not_awaited',
    );
  });
});
