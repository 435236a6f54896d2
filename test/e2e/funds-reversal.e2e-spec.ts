import type { Response } from 'supertest';

import { cny } from '../support/builders';
import { aContribution, contributed } from '../support/contributions';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

describe('a contribution with a nought too many', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const contribute = async (amountMinor: string, toRailMinor: string): Promise<string> => {
    const toRail = { rail: 'simulated', money: cny(toRailMinor) };
    return contributed(service, { money: cny(amountMinor), toRail });
  };
  const reverse = (id: string, headers: Record<string, string> = {}): Promise<Response> =>
    service.post('ops', `/v1/funds/contributions/${id}/reversal`, { reason: 'Typo.' }, headers);
  const fundMinor = async (): Promise<string | undefined> => {
    const { body } = await service.get('audit', '/v1/ledger/accounts/1020/balance');
    const { balances } = body as { balances: { currency: string; amountMinor: string }[] };
    return balances.find(({ currency }) => currency === 'CNY')?.amountMinor;
  };

  it('is taken back by an operator, and repeating the request changes nothing', async () => {
    await contribute('500', '100');
    const id = await contribute('10000', '1000');
    const key = { 'Idempotency-Key': 'nought-1' };
    const answer = await reverse(id, key);
    expect(answer).toMatchObject({ status: 201, body: { id, reason: 'Typo.' } });
    const { journalIds } = answer.body as { journalIds: string[] };
    expect(journalIds).toHaveLength(2);
    const again = await reverse(id, key);
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual(answer.body);
    expect(await fundMinor()).toBe('400');
  });

  it('is taken back once', async () => {
    const id = await contribute('100', '100');
    expect((await reverse(id)).status).toBe(201);
    expectProblem(await reverse(id), 409, 'fund.contribution_reversed');
  });

  it.each(['fnd_01h455vb4pex5vsknk084sn02d', 'clm_01h455vb4pex5vsknk084sn02d', '%00', '%E4%BD%A0'])(
    'is not found as %s',
    async (id) => {
      expectProblem(await reverse(id), 404, 'fund.contribution_unknown');
    },
  );

  it('needs a key, and a reason', async () => {
    const path = `/v1/funds/contributions/${await contribute('100', '100')}/reversal`;
    const keyless = await service.as('ops', 'post', path).send({ reason: 'Typo.' });
    expectProblem(keyless, 400, 'idempotency.key_missing');
    expectProblem(await service.post('ops', path, {}), 400, 'request.invalid_fields');
  });

  it('cannot send more to the rail than it is', async () => {
    const toRail = { rail: 'simulated', money: cny('101') };
    const body = aContribution(service, { money: cny('100'), toRail });
    const answer = await service.post('ops', '/v1/funds/contributions', body);
    expectProblem(answer, 422, 'fund.more_than_contributed');
  });
});
