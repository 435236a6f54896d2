import { Accounts, UnitOfWork } from '@app/platform';

import {
  aClaim,
  aPng,
  approval,
  asSeen,
  claimNow,
  cny,
  decide,
  evidenceHandedIn,
  handIn,
  inReview,
  judge,
  reported,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

interface DecisionJson {
  readonly id: string;
  readonly status: string;
  readonly approvals: readonly { readonly verdict: string }[];
  readonly journals: readonly { readonly kind: string }[];
}

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

  describe('under four eyes', () => {
    it('are not approved by whoever took them', async () => {
      const claim = await inReview(service, { amountMinor: DUAL });
      const { body } = await decide(service, 'zhao', claim, approval(claim, DUAL));
      expectProblem(await judge(service, 'zhao', body.id, 'approve'), 409, 'approval.own_hand');
      expectProblem(await judge(service, 'zhao', body.id, 'return'), 409, 'approval.own_hand');
      expect((await claimNow(service, claim.id)).status).toBe('awaiting_approval');
    });

    it('are not taken by somebody who filed the claim when they worked at the service desk', async () => {
      const { token, userId } = await hired('former-agent@demo.ganpei', 'agent');
      const filedBy = await filedAs(token, 'u_4004');
      await service.eventually(
        async () => (await claimNow(service, filedBy.id)).status,
        (status) => status === 'awaiting_claimant',
      );
      await evidenceHandedIn(service, filedBy, 'sun');
      const claim = await untilStatus(service, filedBy.id, 'in_review');
      await becomes(userId, 'reviewer');
      const answer = await service
        .as(null, 'post', `/v1/claims/${claim.id}/decisions`)
        .set({ Authorization: `Bearer ${token}`, 'Idempotency-Key': 'former-agent-1' })
        .set(asSeen(claim))
        .send(approval(claim, SINGLE));
      expectProblem(answer, 409, 'decision.own_claim');
      expect((await decide(service, 'wang', claim, approval(claim, SINGLE))).status).toBe(201);
    });

    it('go back to the reviewer when they are returned, and can be taken anew', async () => {
      const claim = await inReview(service, { amountMinor: DUAL });
      const first = await decide(service, 'wang', claim, approval(claim, DUAL));
      const returned = await judge(service, 'zhao', String(first.body.id), 'return');
      expect(returned.body).toMatchObject({
        status: 'returned',
        approvals: [{ verdict: 'return' }],
      });
      expect(await claimNow(service, claim.id)).toMatchObject({
        status: 'in_review',
        nextStep: { code: 'review' },
      });
      const second = await decide(service, 'wang', claim, approval(claim, DUAL));
      expect(second.body).toMatchObject({ status: 'awaiting_approval' });
      expectProblem(
        await judge(service, 'zhao', String(first.body.id), 'approve'),
        409,
        'approval.own_hand',
      );
      expect((await judge(service, 'zhao', String(second.body.id), 'approve')).body).toMatchObject({
        status: 'final',
      });
      const { body } = await service.get('audit', `/v1/claims/${claim.id}/decisions`);
      expect((body as { data: DecisionJson[] }).data.map(({ status }) => status)).toEqual([
        'returned',
        'final',
      ]);
    });

    it('are void when a file comes in, and say so; the next decision counts', async () => {
      const claim = await inReview(service, { amountMinor: DUAL });
      const first = await decide(service, 'wang', claim, approval(claim, DUAL));
      expect((await handIn(service, claim, aPng('a better photo'))).status).toBe(201);
      expect(await claimNow(service, claim.id)).toMatchObject({
        status: 'in_review',
        nextStep: { code: 'review' },
      });
      const late = await judge(service, 'zhao', String(first.body.id), 'approve');
      expectProblem(late, 409, 'approval.not_awaited');
      const { body: timeline } = await service.get('lin', `/v1/claims/${claim.id}/timeline`);
      const kinds = (timeline as { data: { kind: string }[] }).data.map(({ kind }) => kind);
      expect(kinds.slice(-2)).toEqual(['evidence.added', 'claim.decision_void']);
      const second = await decide(service, 'wang', claim, approval(claim, DUAL));
      expect((await judge(service, 'zhao', String(second.body.id), 'approve')).body).toMatchObject({
        status: 'final',
      });
      const { body } = await service.get('audit', `/v1/claims/${claim.id}/decisions`);
      expect((body as { data: DecisionJson[] }).data.map(({ status }) => status)).toEqual([
        'void',
        'final',
      ]);
    });

    it('are recalled by whoever took them, until the last approval', async () => {
      const claim = await inReview(service, { amountMinor: DUAL });
      const { body: taken } = await decide(service, 'wang', claim, approval(claim, DUAL));
      const path = `/v1/decisions/${String(taken.id)}/recall`;
      const reason = { reason: 'The wrong line.' };
      expectProblem(await service.post('zhao', path, reason), 409, 'decision.not_yours');
      const recalled = await service.post('wang', path, reason);
      expect(recalled.status).toBe(200);
      expect(recalled.body).toMatchObject({ status: 'recalled', recalled: reason });
      expectProblem(await service.post('wang', path, reason), 409, 'approval.not_awaited');
      expect((await claimNow(service, claim.id)).status).toBe('in_review');
      const again = await decide(service, 'wang', claim, approval(claim, DUAL));
      await judge(service, 'zhao', String(again.body.id), 'approve');
      const late = `/v1/decisions/${String(again.body.id)}/recall`;
      expectProblem(await service.post('wang', late, reason), 409, 'approval.not_awaited');
    });

    it('are two pairs for a loss in parts as for the whole', async () => {
      const payer = 'u_5005';
      const [one, other] = [await inReviewOf(payer, '300000'), await inReviewOf(payer, '300000')];
      const first = await decide(service, 'wang', one, approval(one, '300000'));
      expect(first.body).toMatchObject({ status: 'final', approvalsRequired: 0 });
      const second = await decide(service, 'wang', other, approval(other, '300000'));
      expect(second.body).toMatchObject({
        status: 'awaiting_approval',
        approvalsRequired: 1,
        approvalsWhy: { en: expect.stringMatching(/30 days to this claimant: 6000\.00/) as string },
      });
    });

    it('are approved once: whoever comes second finds nothing that waits', async () => {
      const claim = await inReview(service, { amountMinor: DUAL });
      const { body } = await decide(service, 'wang', claim, approval(claim, DUAL));
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => judge(service, 'zhao', String(body.id), 'approve')),
      );
      const [made, ...refused] = answers.sort((one, other) => one.status - other.status);
      expect(made!.status).toBe(201);
      for (const answer of refused) expectProblem(answer, 409, 'approval.own_hand');
      const paid = await untilStatus(service, claim.id, 'paid');
      expect(paid.paid).toEqual(cny(DUAL));
    });

    it('are nowhere to be found under an id that is none', async () => {
      for (const id of [
        'dec_01h455vb4pex5vsknk084sn02d',
        'clm_01h455vb4pex5vsknk084sn02d',
        'none',
      ]) {
        expectProblem(await judge(service, 'zhao', id, 'approve'), 404, 'decision.not_found');
      }
    });
  });

  /** A claim that the agent filed for somebody who never claimed before. */
  async function inReviewOf(payer: string, amountMinor: string): Promise<ClaimJson> {
    const paymentId = await reported(service, { amountMinor, payer });
    const { body } = await service.post('sun', '/v1/claims', {
      ...aClaim([{ paymentId, amountMinor }]),
      claimantPartyId: payer,
    });
    await service.eventually(
      async () => (await claimNow(service, (body as ClaimJson).id)).status,
      (status) => status === 'awaiting_claimant',
    );
    await evidenceHandedIn(service, body as ClaimJson, 'sun');
    return untilStatus(service, (body as ClaimJson).id, 'in_review');
  }

  /** Somebody new, signed in. */
  async function hired(
    username: string,
    role: 'agent',
  ): Promise<{ token: string; userId: string }> {
    const account = { username, name: 'Former agent', role, password: 'demo', demo: true };
    const accounts = service.app.get(Accounts);
    const userId = await service.app.get(UnitOfWork).transaction((tx) => accounts.add(tx, account));
    const { body } = await service
      .as(null, 'post', '/v1/auth/token')
      .send({ username, password: 'demo' });
    return { token: String(body.accessToken), userId };
  }

  async function becomes(userId: string, role: string): Promise<void> {
    await service.app
      .get(UnitOfWork)
      .transaction((tx) => tx.query('UPDATE users SET role = $2 WHERE id = $1', [userId, role]));
  }

  async function filedAs(token: string, payer: string): Promise<ClaimJson> {
    const paymentId = await reported(service, { amountMinor: SINGLE, payer });
    const { body } = await service
      .as(null, 'post', '/v1/claims')
      .set({ Authorization: `Bearer ${token}`, 'Idempotency-Key': 'former-agent-0' })
      .send({ ...aClaim([{ paymentId, amountMinor: SINGLE }]), claimantPartyId: payer });
    return body as ClaimJson;
  }
});
