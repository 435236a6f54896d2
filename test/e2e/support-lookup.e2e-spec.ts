import { ForgetRefusals, REFUSALS_KEPT_DAYS, UnitOfWork, forgetRefusalsJob } from '@app/platform';

import { filed } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const DAY_MS = 86_400_000;

interface Looked {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

describe('the number of a refused request', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  /** What support sees: a moment after the answer, because nobody waits for the record. */
  async function lookUp(requestId: string): Promise<Looked> {
    for (let tries = 0; ; tries += 1) {
      const answer = await service.get('sun', `/v1/support/requests/${requestId}`);
      if (answer.status === 200 || tries > 40) return answer;
      await new Promise((wait) => setTimeout(wait, 50));
    }
  }

  const numberOf = ({ body }: { body: unknown }): string =>
    String((body as { requestId?: string }).requestId);

  it('tells support which route, why, which field and whose account', async () => {
    const refused = await service.post('lin', '/v1/claims', {
      lossType: 'account_theft',
      lines: [{ paymentId: 'pmt_x', money: { currency: 'CNY', amountMinor: '12.50' } }],
    });
    expectProblem(refused, 400, 'request.invalid_fields');
    expect(refused.body).toMatchObject({ action: { en: expect.any(String) } });
    const { status, body } = await lookUp(numberOf(refused));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      requestId: numberOf(refused),
      method: 'POST',
      route: '/v1/claims',
      status: 400,
      code: 'request.invalid_fields',
      account: { role: 'claimant' },
    });
    expect(body.action).toEqual((refused.body as { action: unknown }).action);
  });

  it('is found however it is typed', async () => {
    const refused = await service.get('lin', '/v1/claims/clm_00000000000000000000000000');
    await lookUp(numberOf(refused));
    const typed = encodeURIComponent(` ${numberOf(refused).toUpperCase()} `);
    expect((await service.get('ops', `/v1/support/requests/${typed}`)).status).toBe(200);
  });

  it('keeps nothing of what was sent', async () => {
    const claim = await filed(service);
    const secret = '13900001111';
    const refused = await service.post('lin', `/v1/claims/${claim.id}/withdraw?phone=${secret}`, {
      [secret]: secret,
      reason: 7,
    });
    const { body } = await lookUp(numberOf(refused));
    expect(body).toMatchObject({ route: '/v1/claims/:id/withdraw' });
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(JSON.stringify(body)).not.toContain(claim.id);
  });

  it('is known too when nobody was signed in, and when there is no such address', async () => {
    const nobody = await service.get(null, '/v1/claims');
    expect((await lookUp(numberOf(nobody))).body).toMatchObject({
      code: 'auth.token_missing',
      account: null,
    });
    const nowhere = await service.get('lin', '/v1/nowhere/13900001111');
    expect((await lookUp(numberOf(nowhere))).body).toMatchObject({
      code: 'request.no_route',
      route: null,
    });
  });

  it('that was never given is refused with how it looks', async () => {
    for (const typed of ['req_00000000000000000000', 'x', '%00']) {
      const answer = await service.get('sun', `/v1/support/requests/${typed}`);
      expect([400, 404]).toContain(answer.status);
    }
    const answer = await service.get('sun', '/v1/support/requests/req_00000000000000000000');
    expectProblem(answer, 404, 'support.no_such_request');
  });

  it('is forgotten after thirty days', async () => {
    const refused = await service.get('lin', '/v1/claims/clm_00000000000000000000000000');
    const number = numberOf(refused);
    expect((await lookUp(number)).status).toBe(200);
    const { reads } = service.app.get(UnitOfWork);
    service.clock.moveOn((REFUSALS_KEPT_DAYS - 1) * DAY_MS);
    await service.app.get(ForgetRefusals).run();
    const kept = 'SELECT request_id FROM refused_requests WHERE request_id = $1';
    expect(await reads.query(kept, [number])).toHaveLength(1);
    service.clock.moveOn(DAY_MS + 60_000);
    expect(await forgetRefusalsJob.findDue(reads, service.clock.now(), 10)).toHaveLength(1);
    await service.app.get(ForgetRefusals).run();
    expect(await reads.query(kept, [number])).toEqual([]);
  });
});
