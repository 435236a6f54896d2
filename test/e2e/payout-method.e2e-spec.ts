import {
  ClaimDraftEntity,
  ClaimLinkEntity,
  ClaimPayoutAccountEntity,
  ClaimPayoutMethodEntity,
} from '@app/claims';
import { laneOfId } from '@app/kernel';
import { UnitOfWork } from '@app/platform';

import {
  aClaim,
  approval,
  claimNow,
  cny,
  decide,
  evidenceHandedIn,
  filed,
  judge,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const NAME = 'Lin Xiaoman';
const ACCOUNT = { holderName: 'LIN  xiaoman', number: '6222 0202 0011 2233', bank: 'ICBC' };
const DUAL = '1280000';

describe('the way of an award over HTTP', () => {
  let service: TestService;
  let numbers = 0;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  /** A claim of Lin's on a payment that carries a name. */
  async function named(amountMinor = '86000'): Promise<ClaimJson> {
    const { body } = await service.post('lin', '/v1/claims', await typed({}, amountMinor));
    return body as ClaimJson;
  }

  /** What Lin types about such a payment. */
  async function typed(more: object, amountMinor = '86000'): Promise<object> {
    numbers += 1;
    const paidAt = new Date(Date.now() - 86_400_000).toISOString();
    const { body } = await service.post('bank', '/v1/payments', {
      payments: [
        {
          ...{ source: 'test-bank', sourceId: `named-${numbers}`, channel: 'wechat' },
          ...{ rail: 'quick_pay', paidAt, status: 'settled' },
          payer: { id: 'u_1001', name: NAME },
          payee: { id: 'm_78', name: 'Shop 78' },
          money: cny(amountMinor),
        },
      ],
    });
    const [{ id: paymentId }] = (body as { data: [{ id: string }] }).data;
    return { ...aClaim([{ paymentId, amountMinor }]), ...more };
  }

  const put = (claim: ClaimJson, body: object, by: 'lin' | 'chen' | 'sun' | 'wang' = 'lin') => {
    numbers += 1;
    return service
      .as(by, 'put', `/v1/claims/${claim.id}/payout-method`)
      .set('Idempotency-Key', `payee-${numbers}`)
      .send(body);
  };

  it('can be an account of the payer’s own, of which nobody reads more than the end', async () => {
    const claim = await named();
    const answer = await put(claim, { route: 'account', account: ACCOUNT });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      payoutMethod: { route: 'account', account: { ending: '2233' } },
    });
    for (const person of ['lin', 'wang', 'zhao', 'audit', 'sun'] as const) {
      const paths = [`/v1/claims/${claim.id}`, `/v1/claims/${claim.id}/timeline`];
      for (const path of paths) {
        const { status, text } = await service.get(person, path);
        expect(status).toBe(200);
        expect(text).not.toMatch(/0011|6222/);
      }
    }
  });

  describe('at the filing', () => {
    const payoutMethod = { route: 'account', account: ACCOUNT };

    it('can be an account of the payer’s own, by the rules of any later one', async () => {
      const answer = await service.post('lin', '/v1/claims', await typed({ payoutMethod }));
      expect(answer.status).toBe(201);
      const { id, payoutMethod: shown } = answer.body as ClaimJson & { payoutMethod: object };
      expect(shown).toEqual({ route: 'account', account: { ending: '2233' } });
      for (const path of [`/v1/claims/${id}`, `/v1/claims/${id}/timeline`])
        expect((await service.get('wang', path)).text).not.toMatch(/0011|6222/);
      const { reads } = service.app.get(UnitOfWork);
      const where = { lane: laneOfId(id), claimId: id };
      expect(await reads.findBy(ClaimPayoutMethodEntity, where)).toMatchObject([
        { position: 0, route: 'account', actorRole: 'claimant', namedAt: expect.any(Date) },
      ]);
      expect(await reads.findBy(ClaimPayoutAccountEntity, where)).toMatchObject([
        { position: 0, holderName: ACCOUNT.holderName, number: '6222020200112233', bank: 'ICBC' },
      ]);
      const links = await reads.findBy(ClaimLinkEntity, { ...where, kind: 'payout_account' });
      expect(links).toHaveLength(1);
      const { data } = (await service.get('lin', `/v1/claims/${id}/timeline`)).body as {
        data: { kind: string }[];
      };
      expect(data.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['claim.filed', 'payee.changed']),
      );
      // The same again is no change, and another one is.
      const again = await put(answer.body as ClaimJson, payoutMethod);
      expect(again.body).toMatchObject({ payoutMethod: shown });
      expect(await reads.countBy(ClaimPayoutMethodEntity, where)).toBe(1);
    });

    it.each<[string, object, number, string, string]>([
      [
        'somebody else’s',
        { ...ACCOUNT, holderName: 'Lin Xiaoyu' },
        409,
        'payee.other_name',
        'payoutMethod.account.holderName',
      ],
      [
        'half a number',
        { ...ACCOUNT, number: '62' },
        422,
        'payee.number_malformed',
        'payoutMethod.account.number',
      ],
      [
        'a mistyped IBAN',
        { ...ACCOUNT, number: 'GB33 BUKB 2020 1555 5555 56' },
        422,
        'payee.iban_malformed',
        'payoutMethod.account.number',
      ],
    ])('cannot be %s, and a draft says so before', async (_, account, status, code, field) => {
      const claim = await typed({ payoutMethod: { route: 'account', account } });
      const answer = await service.post('lin', '/v1/claims', claim);
      expectProblem(answer, status, code);
      expect(answer.body).toMatchObject({ field });
      const draft = await service.post('lin', '/v1/claim-drafts', { claim });
      expect((draft.body as { problems: object[] }).problems).toMatchObject([{ field, code }]);
    });

    it('needs the account that it speaks of', async () => {
      const claim = await typed({ payoutMethod: { route: 'account' } });
      const answer = await service.post('lin', '/v1/claims', claim);
      expectProblem(answer, 400, 'request.invalid_fields');
      expect(answer.body).toMatchObject({ field: 'payoutMethod.route' });
    });

    it('can stand in a draft, which is gone with it once it is filed', async () => {
      const claim = await typed({ payoutMethod });
      const draft = await service.post('lin', '/v1/claim-drafts', { claim });
      const { id, problems } = draft.body as { id: string; problems: object[] };
      expect(problems).toEqual([]);
      numbers += 1;
      const key = { 'Idempotency-Key': `draft-${numbers}` };
      const filing = await service.post('lin', `/v1/claim-drafts/${id}/file`, {}, key);
      expect(filing.body).toMatchObject({
        payoutMethod: { route: 'account', account: { ending: '2233' } },
      });
      const { reads } = service.app.get(UnitOfWork);
      expect(await reads.countBy(ClaimDraftEntity, { id })).toBe(0);
      expect(
        await reads.query(`SELECT FROM idempotency_keys WHERE body::text LIKE '%6222%'`),
      ).toEqual([]);
    });
  });

  it('can go back to how the payment came', async () => {
    const claim = await named();
    await put(claim, { route: 'account', account: ACCOUNT });
    const { body } = await put(claim, { route: 'original' });
    expect(body).toMatchObject({ payoutMethod: { route: 'original' } });
  });

  it.each<[string, object, number, string]>([
    [
      'somebody else’s account',
      { route: 'account', account: { ...ACCOUNT, holderName: 'Lin Xiaoyu' } },
      409,
      'payee.other_name',
    ],
    ['no account', { route: 'account' }, 400, 'request.invalid_fields'],
    [
      'half a number',
      { route: 'account', account: { ...ACCOUNT, number: '62' } },
      422,
      'payee.number_malformed',
    ],
    [
      'a mistyped IBAN',
      { route: 'account', account: { ...ACCOUNT, number: 'GB33 BUKB 2020 1555 5555 5' } },
      422,
      'payee.iban_malformed',
    ],
    ['another way', { route: 'cash' }, 400, 'request.invalid_fields'],
    ['a field too many', { route: 'original', accountKey: 'x' }, 400, 'request.invalid_fields'],
  ])('is not %s', async (_what, body, status, code) => {
    const claim = await named();
    expectProblem(await put(claim, body), status, code);
    expect(await claimNow(service, claim.id)).toMatchObject({
      payoutMethod: { route: 'original' },
    });
  });

  it('is refused without the name of the payer, and without telling it', async () => {
    const claim = await filed(service);
    const answer = await put(claim, { route: 'account', account: ACCOUNT });
    expectProblem(answer, 409, 'payee.name_unknown');
  });

  it('is the claimant’s and the agent’s to say: to others the claim is not there, or not theirs', async () => {
    const claim = await named();
    const body = { route: 'account', account: ACCOUNT };
    expectProblem(await put(claim, body, 'chen'), 404, 'request.not_found');
    expectProblem(await put(claim, body, 'wang'), 403, 'auth.not_allowed');
    expect((await put(claim, body, 'sun')).status).toBe(200);
  });

  it('voids the approvals that were given for another one', async () => {
    const asked = await named(DUAL);
    await untilStatus(service, asked.id, 'awaiting_claimant');
    await evidenceHandedIn(service, asked, 'lin');
    const claim = await untilStatus(service, asked.id, 'in_review');
    const decided = await decide(service, 'wang', claim, approval(claim, DUAL));
    expect((await put(claim, { route: 'account', account: ACCOUNT })).status).toBe(200);
    const late = await judge(service, 'zhao', String(decided.body.id), 'approve');
    expectProblem(late, 409, 'approval.not_awaited');
    expect((await claimNow(service, claim.id)).status).toBe('in_review');
  });
});
