import {
  approval,
  claimNow,
  cny,
  evidenceHandedIn,
  filed,
  inReview,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';

interface JournalJson {
  readonly kind: string;
  readonly transfers: readonly {
    readonly debit: string;
    readonly credit: string;
    readonly money: { amountMinor: string };
  }[];
}

describe('the main job', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const journalsOf = async (claim: ClaimJson): Promise<JournalJson[]> => {
    const response = await service.get('audit', `/v1/ledger/journals?claimId=${claim.id}`);
    return (response.body as { data: JournalJson[] }).data;
  };

  it('pays a small claim by itself once all evidence is there', async () => {
    const claim = await filed(service, { amountMinor: '15000' });
    expect(claim).toMatchObject({
      status: 'received',
      nextStep: { code: 'assess', by: 'system' },
      claimed: cny('15000'),
    });
    expect(claim.reference).toMatch(/^CLM-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await untilStatus(service, claim.id, 'awaiting_claimant');
    await evidenceHandedIn(service, claim);
    const paid = await untilStatus(service, claim.id, 'paid');
    expect(paid).toMatchObject({ awarded: cny('15000'), paid: cny('15000'), nextStep: null });
    expect((await journalsOf(claim)).map(({ kind }) => kind)).toEqual([
      'E04',
      'E05',
      'E09',
      'E15',
      'E16',
    ]);
    expect(
      service.rail.book().transfers.filter(({ money }) => money.amountMinor === '15000'),
    ).toHaveLength(1);
  });

  it('pays a middle claim on the word of one reviewer', async () => {
    const claim = await inReview(service, { amountMinor: '86000', by: 'chen', payer: 'u_1002' });
    expect(claim.owner).toEqual({ name: 'Wang' });
    const decided = await service.post(
      'wang',
      `/v1/claims/${claim.id}/decisions`,
      approval(claim, '86000'),
    );
    expect(decided.status).toBe(201);
    expect(decided.body).toMatchObject({ status: 'final', approvalsRequired: 0, approvals: [] });
    await untilStatus(service, claim.id, 'paid');
    const payouts = await service.get('chen', `/v1/payouts?claimId=${claim.id}`);
    expect(payouts.body).toMatchObject({
      data: [{ status: 'settled', money: cny('86000'), rail: 'simulated' }],
    });
  });

  it('pays a large claim only after a second person has approved exactly this decision', async () => {
    const claim = await inReview(service, { amountMinor: '1280000' });
    const decided = await service.post(
      'wang',
      `/v1/claims/${claim.id}/decisions`,
      approval(claim, '1280000'),
    );
    expect(decided.body).toMatchObject({
      status: 'awaiting_approval',
      approvalsRequired: 1,
      journals: [],
    });
    const { id } = decided.body as { id: string };
    expect((await claimNow(service, claim.id)).nextStep).toMatchObject({
      code: 'approve',
      by: 'approver',
    });
    const approved = await service.post('zhao', `/v1/decisions/${id}/approvals`, {
      verdict: 'approve',
      note: 'Agreed.',
    });
    expect(approved.status).toBe(201);
    expect(approved.body).toMatchObject({ status: 'final' });
    await untilStatus(service, claim.id, 'paid');
  });

  it('denies a claim with a reason and gives its reserve and its payment free', async () => {
    const claim = await inReview(service, { amountMinor: '320000' });
    const body = {
      outcome: 'deny',
      lines: [],
      reason: 'The claimant made the payment after being deceived.',
    };
    const path = `/v1/claims/${claim.id}/decisions`;
    const decided = await service.post('wang', path, body);
    expect(decided.status).toBe(201);
    expect(await claimNow(service, claim.id)).toMatchObject({
      status: 'denied',
      nextStep: null,
      paid: cny('0'),
    });
    expect((await journalsOf(claim)).map(({ kind }) => kind)).toEqual(['E04', 'E05', 'E10']);
    const payments = await service.get('lin', '/v1/payments?limit=1');
    expect(payments.body).toMatchObject({ data: [{ money: cny('320000'), claimed: cny('0') }] });
  });

  it('has books whose debits equal their credits', async () => {
    const response = await service.get('audit', '/v1/reports/trial-balance');
    const { currencies } = response.body as {
      currencies: { totalDebitMinor: string; totalCreditMinor: string }[];
    };
    expect(currencies).not.toHaveLength(0);
    for (const { totalDebitMinor, totalCreditMinor } of currencies)
      expect(totalDebitMinor).toBe(totalCreditMinor);
  });
});
