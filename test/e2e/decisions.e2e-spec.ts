import {
  approval,
  claimNow,
  cny,
  decide,
  filed,
  inReview,
  judge,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const DUAL = '1280000';
const SINGLE = '86000';

describe('decisions over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const denial = { outcome: 'deny', lines: [], reason: 'The claimant paid after being deceived.' };
  const waivers = (claim: ClaimJson): object[] =>
    claim.evidence
      .filter(({ required, state }) => required && state === 'missing')
      .map(({ item }) => ({ item, reason: 'We know this customer and have it on file.' }));

  describe('without all evidence', () => {
    it('are refused, and name every missing item', async () => {
      const { id } = await filed(service, { amountMinor: SINGLE });
      const claim = await untilStatus(service, id, 'awaiting_claimant');
      const answer = await decide(service, 'wang', claim, approval(claim, SINGLE));
      expectProblem(answer, 409, 'evidence.missing');
      expect(answer.body.items).toEqual(['identity', 'police_receipt', 'declaration']);
      expect((await claimNow(service, id)).status).toBe('awaiting_claimant');
    });

    it('are an exception that two people take, however small the award', async () => {
      const { id } = await filed(service, { amountMinor: '15000' });
      const claim = await untilStatus(service, id, 'awaiting_claimant');
      const body = { ...approval(claim, '15000'), evidenceWaivers: waivers(claim) };
      const decided = await decide(service, 'wang', claim, body);
      expect(decided.status).toBe(201);
      expect(decided.body).toMatchObject({
        status: 'awaiting_approval',
        approvalsRequired: 1,
        journals: [],
      });
      const approved = await judge(service, 'zhao', String(decided.body.id), 'approve');
      expect(approved.body).toMatchObject({ status: 'final', approvals: [{ verdict: 'approve' }] });
      const waived = (await claimNow(service, id)).evidence.filter(
        ({ state }) => state === 'waived',
      );
      expect(waived).toHaveLength(3);
    });

    it('cannot waive what is there, or what nobody asked for', async () => {
      const claim = await inReview(service);
      for (const item of ['identity', 'new_card_proof', 'horoscope']) {
        const body = {
          ...approval(claim, SINGLE),
          evidenceWaivers: [{ item, reason: 'No need.' }],
        };
        const answer = await decide(service, 'wang', claim, body);
        expectProblem(answer, 422, 'evidence.waiver_idle');
        expect(answer.body).toMatchObject({ saw: item });
      }
    });

    it('may be denials: these need no evidence', async () => {
      const { id } = await filed(service, { amountMinor: SINGLE });
      const claim = await untilStatus(service, id, 'awaiting_claimant');
      expect((await decide(service, 'wang', claim, denial)).body).toMatchObject({
        status: 'final',
      });
      expect(await claimNow(service, id)).toMatchObject({ status: 'denied', nextStep: null });
    });
  });

  describe('on amounts', () => {
    it('stay within the policy', async () => {
      const claim = await inReview(service);
      const answer = await decide(service, 'wang', claim, approval(claim, '86001'));
      expectProblem(answer, 422, 'decision.award_above_policy');
      expect(answer.body).toMatchObject({ field: 'lines[0].award', saw: '860.01 CNY' });
    });

    it.each([
      [
        'another currency',
        { award: { currency: 'JPY', amountMinor: SINGLE } },
        'decision.wrong_currency',
      ],
      [
        'a line of another claim',
        { lineId: 'cln_01h455vb4pex5vsknk084sn02d' },
        'decision.unknown_line',
      ],
    ])('are refused for %s', async (_, part, code) => {
      const claim = await inReview(service);
      const [line] = (approval(claim, SINGLE) as { lines: object[] }).lines;
      const body = { ...approval(claim, SINGLE), lines: [{ ...line, ...part }] };
      expectProblem(await decide(service, 'wang', claim, body), 422, code);
    });

    it.each([
      ['an approval of less than everything', 'approve', '100'],
      ['an approval of nothing', 'approve', '0'],
      ['a part of nothing', 'partial', '0'],
      ['a denial that awards something', 'deny', '100'],
    ])('do not contradict themselves: %s', async (_, outcome, amountMinor) => {
      const claim = await inReview(service);
      const answer = await decide(service, 'wang', claim, {
        ...approval(claim, amountMinor),
        outcome,
      });
      expectProblem(answer, 422, 'decision.contradiction');
    });

    it('may award a part; the rest of the payment is free again', async () => {
      const claim = await inReview(service);
      const answer = await decide(service, 'wang', claim, {
        ...approval(claim, '50000'),
        outcome: 'partial',
      });
      expect(answer.body).toMatchObject({ status: 'final', award: cny('50000') });
      const paid = await untilStatus(service, claim.id, 'paid');
      expect(paid).toMatchObject({
        claimed: cny(SINGLE),
        awarded: cny('50000'),
        paid: cny('50000'),
      });
      const { body } = await service.get('audit', '/v1/payments?payerId=u_1001&limit=100');
      const { data } = body as { data: { id: string }[] };
      const payment = data.find(({ id }) => id === claim.lines[0]!.paymentId);
      expect(payment).toMatchObject({ money: cny(SINGLE), claimed: cny('50000') });
    });
  });

  describe('as a dry run', () => {
    it('show what they would book, need no key, and change nothing', async () => {
      const claim = await inReview(service, { amountMinor: DUAL });
      const journals = async (): Promise<object[]> =>
        (await service.get('audit', `/v1/ledger/journals?claimId=${claim.id}`)).body.data;
      const before = { claim: await claimNow(service, claim.id), journals: await journals() };
      const answer = await service
        .as('wang', 'post', `/v1/claims/${claim.id}/decisions`)
        .send({ ...approval(claim, DUAL), dryRun: true });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        dryRun: true,
        status: 'awaiting_approval',
        approvalsRequired: 1,
        peopleRequired: 2,
        approvalsWhy: { en: expect.stringMatching(/needs two people/) as string },
        exposures: [
          { of: 'claimant', money: { currency: 'CNY' } },
          { of: 'payment', money: cny(DUAL) },
        ],
        journals: [
          { kind: 'E09', transfers: [{ debit: '2010', credit: '2030', money: cny(DUAL) }] },
        ],
      });
      const { fund, letter } = answer.body as {
        fund: Record<'before' | 'after', Record<string, { amountMinor: string }>>;
        letter: Record<string, string>;
      };
      const moved = (what: string): bigint =>
        BigInt(fund.after[what]!.amountMinor) - BigInt(fund.before[what]!.amountMinor);
      expect(['fund', 'onRails', 'reserved', 'payable', 'uncommitted'].map(moved)).toEqual([
        0n,
        0n,
        -BigInt(DUAL),
        BigInt(DUAL),
        0n,
      ]);
      expect(letter.en).toMatch(/12,800\.00 CNY/);
      expect(letter['zh-CN']).toMatch(/12,800\.00 元/);
      expect({ claim: await claimNow(service, claim.id), journals: await journals() }).toEqual(
        before,
      );
      expect((await service.get('audit', `/v1/claims/${claim.id}/decisions`)).body.data).toEqual(
        [],
      );
    });

    it('are refused for the same reasons as the real thing', async () => {
      const claim = await inReview(service);
      const body = { ...approval(claim, '86001'), dryRun: true };
      expectProblem(await decide(service, 'wang', claim, body), 422, 'decision.award_above_policy');
    });
  });

  describe('and after them', () => {
    it('a claim that is paid, denied or withdrawn can be closed, with a reason, once', async () => {
      const paid = await inReview(service);
      await decide(service, 'wang', paid, approval(paid, SINGLE));
      await untilStatus(service, paid.id, 'paid');
      const denied = await inReview(service);
      await decide(service, 'wang', denied, denial);
      const withdrawn = await inReview(service);
      await service.post('lin', `/v1/claims/${withdrawn.id}/withdraw`, {});
      for (const { id } of [paid, denied, withdrawn]) {
        const path = `/v1/claims/${id}/close`;
        expectProblem(await service.post('wang', path, {}), 400, 'request.invalid_fields');
        const closed = await service.post('wang', path, { reason: 'Nothing is left to do.' });
        expect(closed.body).toMatchObject({ id, status: 'closed', nextStep: null });
        const again = await service.post('wang', path, { reason: 'Again.' });
        expectProblem(again, 409, 'claim.cannot_advance');
      }
    });

    it('a claim that is still open cannot be closed', async () => {
      const claim = await inReview(service);
      const answer = await service.post('wang', `/v1/claims/${claim.id}/close`, {
        reason: 'Tidying up.',
      });
      expectProblem(answer, 409, 'claim.cannot_advance');
    });

    it('a claim that is approved cannot be withdrawn any more', async () => {
      const claim = await inReview(service);
      await decide(service, 'wang', claim, approval(claim, SINGLE));
      const answer = await service.post('lin', `/v1/claims/${claim.id}/withdraw`, {});
      expectProblem(answer, 409, 'claim.cannot_advance');
      expect((await untilStatus(service, claim.id, 'paid')).paid).toEqual(cny(SINGLE));
    });
  });
});
