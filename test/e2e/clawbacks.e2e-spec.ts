import { gbp, paidBritishClaim } from '../support/british-claims';
import type { Json } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const PACK = 'gb-app-reimbursement';

interface RecoveryJson {
  readonly id: string;
  readonly status: string;
  readonly dueAt?: string;
}

describe('clawbacks over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start({
      config: { programs: { packsDir: null, calendarsFile: null, offered: [PACK] } },
    });
  });
  afterAll(async () => {
    await service.stop();
  });

  const done = async <Body>(person: Person, path: string, body: object): Promise<Body> => {
    const response = await service.post(person, path, body);
    const { status } = response;
    expect([path, status, JSON.stringify(response.body).slice(0, 300)]).toEqual([
      ...[path, 201, expect.anything()],
    ]);
    return response.body as Body;
  };

  /** What stands on 1140. */
  const owed = async (): Promise<bigint> => {
    const { body } = await service.get('audit', '/v1/reports/trial-balance');
    const { currencies } = body as {
      currencies: { currency: string; accounts: { code: string; balanceMinor: string }[] }[];
    };
    const pounds = currencies.find(({ currency }) => currency === 'GBP');
    return BigInt(pounds?.accounts.find(({ code }) => code === '1140')?.balanceMinor ?? 0);
  };

  it('of what a claimant got by deceit need proof and two people, and the claimant is told', async () => {
    const claim = await paidBritishClaim(service);
    const path = `/v1/claims/${claim.id}/clawbacks`;
    const wish = { money: gbp('990000'), reason: 'The payee is the claimant’s own firm.' };
    expectProblem(
      await service.post('wang', path, { ...wish, evidence: [] }),
      400,
      'request.invalid_fields',
    );
    const evidence = [{ kind: 'judgement', reference: 'T2026/117', note: 'Convicted.' }];
    const tooMuch = await service.post('wang', path, { ...wish, money: gbp('990001'), evidence });
    expectProblem(tooMuch, 422, 'recovery.more_than_due');
    const proposed = await done<RecoveryJson>('wang', path, { ...wish, evidence });
    expect(proposed).toMatchObject({ kind: 'claimant', status: 'open' });
    expect(await owed()).toBe(0n);
    const verdict = { verdict: 'approve', note: 'Seen.' };
    const raised = await done<RecoveryJson>(
      'ops',
      `/v1/recoveries/${proposed.id}/approvals`,
      verdict,
    );
    expect(raised.status).toBe('requested');
    expect(await owed()).toBe(990_000n);
    const told = await service.eventually(
      async () => (await service.get('lin', `/v1/claims/${claim.id}/messages`)).text,
      (text) => text.includes('right to object'),
    );
    expect(told).toContain('own firm');
    expect(told).toMatch(/You have time until \d{4}-\d\d-\d\d/);
    const { body: asked } = await service.get('lin', path);
    expect(asked).toMatchObject({ data: [{ id: proposed.id, status: 'requested' }] });
    expect(JSON.stringify(asked)).not.toContain('proposedBy');
    const objections = `${path}/${proposed.id}/objections`;
    const said = { reason: 'I never owned that firm.' };
    const objected = await done<Json>('lin', objections, said);
    expect(objected).toMatchObject({ status: 'objected', objections: [said] });
    expect(objected).not.toHaveProperty('dueAt');
    const twice = await service.post('lin', objections, said);
    expectProblem(twice, 409, 'recovery.cannot_advance');
    const { body: waiting } = await service.get('lin', `/v1/claims/${claim.id}`);
    expect(waiting).toMatchObject({ nextStep: { code: 'answer_objection', by: 'approver' } });
    const closing = await service.post('wang', `/v1/claims/${claim.id}/close`, { reason: 'Done.' });
    expectProblem(closing, 409, 'claim.objection_waits');
    const answers = `/v1/recoveries/${proposed.id}/objections/answers`;
    const answer = { verdict: 'dismiss', reason: 'The register names you.' };
    const dismissed = await done<RecoveryJson>('zhao', answers, answer);
    expect(dismissed.status).toBe('requested');
    expect(Date.parse(dismissed.dueAt!)).toBeGreaterThan(service.clock.now().getTime());
    const receivedAt = service.clock.now().toISOString();
    const paidBack = { money: gbp('990000'), receivedAt, reference: 'IN-9' };
    const recovery = `/v1/recoveries/${proposed.id}`;
    const waits = await done<RecoveryJson>('ops', `${recovery}/receive`, paidBack);
    await done('zhao', `/v1/receipts/proposals/${waits.id}/approvals`, {
      ...{ verdict: 'approve', note: 'Seen on the account.' },
    });
    const { body: collected } = await service.get('audit', recovery);
    expect(collected).toMatchObject({ status: 'received' });
    expect(await owed()).toBe(0n);
  });
});
