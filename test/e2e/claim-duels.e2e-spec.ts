import type { Response } from 'supertest';

import { aWrittenVersion } from '../../libs/programs/src/testing/proposed-versions';
import {
  aPng,
  approval,
  asSeen,
  claimNow,
  claimOn,
  decide,
  judge,
  reported,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { SignedIn } from '../support/signed-in';
import { TestService } from '../support/test-service';

const ROUNDS = 8;
const AMOUNT = '600000';
/** What any reviewer may decide on, whoever owns the claim. */
const MIDDLE = '400000';
const NAME = 'Lin Xiaoman';
/** Statuses of a claim whose award stands. */
const AWARDED = ['approved', 'paying', 'paid'];

let parties = 0;

/** What two people do at the same moment through HTTP, each pair again and again. */
describe('of two who act on one claim at once', () => {
  let service: TestService;
  let secondApprover: SignedIn;

  beforeAll(async () => {
    service = await TestService.start();
    secondApprover = await SignedIn.as(service, 'approver', 'second-approver@demo.ganpei');
  });
  afterAll(async () => {
    await service.stop();
  });

  const statuses = (answers: readonly Response[]): number[] =>
    answers.map(({ status }) => status).sort();

  /** A claim of somebody new, filed at the desk, that a reviewer may decide on. */
  const assessed = async (amountMinor = AMOUNT): Promise<ClaimJson> => {
    parties += 1;
    const payer = `u_duel_${String(parties)}`;
    const payment = { amountMinor, payer, payerName: NAME };
    const paymentId = await reported(service, payment);
    const wish = { by: 'sun', amountMinor, claimantPartyId: payer } as const;
    const { body } = await claimOn(service, paymentId, wish);
    return service.eventually(
      () => claimNow(service, (body as ClaimJson).id),
      ({ status }) => status === 'awaiting_claimant',
    );
  };

  const decisionOn = (claim: ClaimJson): object => ({
    ...approval(claim, claim.claimed.amountMinor),
    evidenceWaivers: claim.evidence
      .filter(({ required, state }) => required && state === 'missing')
      .map(({ item }) => ({ item, reason: 'Seen at the desk.' })),
  });

  const decided = async (): Promise<{ claim: ClaimJson; decisionId: string }> => {
    const claim = await assessed();
    const { body, status } = await decide(service, 'wang', claim, decisionOn(claim));
    expect(status).toBe(201);
    return { claim, decisionId: (body as { id: string }).id };
  };

  const kindsOf = async (claim: ClaimJson): Promise<string[]> => {
    const { body } = await service.get('audit', `/v1/ledger/journals?claimId=${claim.id}`);
    return (body as { data: { kind: string }[] }).data.map(({ kind }) => kind);
  };

  /** Either the award stands and is booked once, or nothing of it is booked. */
  const expectWhole = async (claim: ClaimJson, isAwarded: boolean): Promise<void> => {
    const { status } = await claimNow(service, claim.id);
    expect(AWARDED.includes(status)).toBe(isAwarded);
    const awards = (await kindsOf(claim)).filter((kind) => kind === 'E09');
    expect(awards).toHaveLength(isAwarded ? 1 : 0);
  };

  /** As a reviewer who has looked at exactly this. */
  const decideAsSeen = (by: 'wang' | 'zhao', claim: ClaimJson): Promise<Response> =>
    service.post(by, `/v1/claims/${claim.id}/decisions`, decisionOn(claim), asSeen(claim));

  const namePayee = (claim: ClaimJson): Promise<Response> =>
    service
      .as('sun', 'put', `/v1/claims/${claim.id}/payout-method`)
      .send({
        route: 'account',
        account: { holderName: NAME, number: `6222 ${claim.reference}`, bank: 'ICBC' },
      })
      .then((answer: Response) => answer);

  const handIn = (claim: ClaimJson): Promise<Response> =>
    service
      .as('sun', 'post', `/v1/claims/${claim.id}/evidence`)
      .field('item', 'identity')
      .attach('file', aPng(claim.id), 'proof.png')
      .then((answer: Response) => answer);

  it('one person approves once, however often they press the button', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decisionId } = await decided();
      const answers = await Promise.all([
        judge(service, 'zhao', decisionId, 'approve'),
        judge(service, 'zhao', decisionId, 'approve'),
      ]);
      expect(statuses(answers)).toEqual([201, 409]);
      await expectWhole(claim, true);
    }
  });

  it('one of two approvers comes first, and one payout leaves', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decisionId } = await decided();
      const answers = await Promise.all([
        judge(service, 'zhao', decisionId, 'approve'),
        secondApprover.post(`/v1/decisions/${decisionId}/approvals`, {
          verdict: 'approve',
          note: 'As I see it.',
        }),
      ]);
      expect(statuses(answers)).toEqual([201, 409]);
      const { data } = await service.eventually(
        async () => (await service.get('audit', `/v1/payouts?claimId=${claim.id}`)).body as never,
        ({ data: payouts }: { data: object[] }) => payouts.length > 0,
      );
      expect(data).toHaveLength(1);
      await expectWhole(claim, true);
    }
  });

  it.each([
    [
      'a decision is approved or returned',
      (_claim: ClaimJson, id: string) =>
        secondApprover.post(`/v1/decisions/${id}/approvals`, { verdict: 'return', note: 'No.' }),
    ],
    [
      'a decision is approved or recalled',
      (_claim: ClaimJson, id: string) =>
        service.post('wang', `/v1/decisions/${id}/recall`, { reason: 'I was too quick.' }),
    ],
    ['an award is approved or goes elsewhere', namePayee],
    [
      'a claim is awarded or withdrawn',
      (claim: ClaimJson) => service.post('sun', `/v1/claims/${claim.id}/withdraw`, {}),
    ],
  ])('%s, and never both', async (_what, other) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decisionId } = await decided();
      const [approved, others] = await Promise.all([
        judge(service, 'zhao', decisionId, 'approve'),
        other(claim, decisionId),
      ]);
      expect([approved.status, others.status].filter((status) => status < 300)).toHaveLength(1);
      await expectWhole(claim, approved.status === 201);
    }
  });

  it('new evidence comes before the approval and voids it, or after it and voids nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { claim, decisionId } = await decided();
      const [approved, added] = await Promise.all([
        judge(service, 'zhao', decisionId, 'approve'),
        handIn(claim),
      ]);
      expect(added.status).toBe(201);
      expect([201, 409]).toContain(approved.status);
      await expectWhole(claim, approved.status === 201);
    }
  });

  it('one of two reviewers decides', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await assessed(MIDDLE);
      const answers = await Promise.all([decideAsSeen('wang', claim), decideAsSeen('zhao', claim)]);
      expect(statuses(answers)).toEqual([201, 412]);
      expect((await claimNow(service, claim.id)).status).toBe('awaiting_approval');
    }
  });

  it('a claim is decided and then withdrawn, or withdrawn and not decided', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claim = await assessed();
      const [taken, withdrawn] = await Promise.all([
        decideAsSeen('wang', claim),
        service.post('sun', `/v1/claims/${claim.id}/withdraw`, {}),
      ]);
      expect(withdrawn.status).toBe(200);
      expect([201, 412]).toContain(taken.status);
      expect((await claimNow(service, claim.id)).status).toBe('withdrawn');
      await expectWhole(claim, false);
    }
  });

  it('one of two claims takes a payment', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const paymentId = await reported(service, { payer: 'u_1001' });
      const answers = await Promise.all([
        claimOn(service, paymentId, { by: 'lin' }),
        claimOn(service, paymentId, { by: 'sun', claimantPartyId: 'u_1001' }),
      ]);
      expect(statuses(answers)).toEqual([201, 409]);
      const [won] = answers.filter(({ status }) => status === 201);
      await service.post('sun', `/v1/claims/${String(won?.body.id)}/withdraw`, {});
    }
  });

  it('a new policy counts for new claims, whichever of it and an approval comes first', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const effective = { from: `21${String(10 + round)}-01-01`, to: null };
      const written = aWrittenVersion(`0.${String(round + 2)}.0`, { effective });
      const wanted = { ...written, reason: 'A lower cap.' };
      const proposed = await service.post('ops', '/v1/programs/versions', wanted);
      const { claim, decisionId } = await decided();
      const before = await service.get('audit', `/v1/claims/${claim.id}`);
      const answers = await Promise.all([
        judge(service, 'zhao', decisionId, 'approve'),
        secondApprover.post(`/v1/programs/versions/${String(proposed.body.id)}/approvals`, {
          verdict: 'approve',
          note: 'Agreed with counsel.',
        }),
      ]);
      expect(statuses(answers)).toEqual([201, 201]);
      await expectWhole(claim, true);
      const after = await service.get('audit', `/v1/claims/${claim.id}`);
      expect(after.body.packVersion).toBe(before.body.packVersion);
    }
  });

  it('an approver who is shut out approves before that, or not at all', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const username = `leaving-${String(round)}@demo.ganpei`;
      const leaving = await SignedIn.as(service, 'approver', username);
      const { claim, decisionId } = await decided();
      const shutOut = { kind: 'user.disable', userId: leaving.userId, reason: 'They leave.' };
      const [approved, disabled] = await Promise.all([
        leaving.post(`/v1/decisions/${decisionId}/approvals`, { verdict: 'approve', note: 'Yes.' }),
        service.post('ops', '/v1/changes', shutOut),
      ]);
      expect(disabled.status).toBe(201);
      expect([201, 401]).toContain(approved.status);
      await expectWhole(claim, approved.status === 201);
    }
  });

  it('fifty of the same request are one claim, and one answer that the others repeat', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const payer = `u_duel_fifty_${String(round)}`;
      const paymentId = await reported(service, { payer });
      const discoveredAt = new Date(Date.now() - 3_600_000).toISOString();
      const key = `fifty-of-one-${String(round)}`;
      const wish = { by: 'sun', claimantPartyId: payer, key, discoveredAt } as const;
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => claimOn(service, paymentId, wish)),
      );
      const taken = answers.filter(({ status }) => status === 201);
      const fresh = taken.filter(({ headers }) => !('idempotent-replayed' in headers));
      expect(fresh).toHaveLength(1);
      expect(new Set(taken.map(({ body }) => (body as ClaimJson).id)).size).toBe(1);
      // The others are told that it is under way, or that we are too busy: both may be repeated.
      const others = answers.map(({ status }) => status).filter((status) => status !== 201);
      expect([409, 503]).toEqual(expect.arrayContaining([...new Set(others)]));
      const again = await claimOn(service, paymentId, wish);
      expect(again.body).toEqual(fresh[0]?.body);
      const { body: payments } = await service.get('audit', `/v1/payments?payerId=${payer}`);
      expect(payments.data).toMatchObject([{ claimed: { amountMinor: '19900' } }]);
    }
  });
});
