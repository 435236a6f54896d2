import type { Response } from 'supertest';

import {
  approval,
  cny,
  decide,
  filed,
  handIn,
  aPng,
  inReview,
  untilStatus,
} from '../support/builders';
import type { ClaimJson, Json } from '../support/builders';
import { contributed } from '../support/contributions';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface AppealJson {
  readonly id: string;
  readonly state: string;
  readonly step: string;
  readonly heardBy: string;
  readonly lodgeUntil: string | null;
  readonly answerId: string | null;
}

interface LiveClaim extends ClaimJson {
  readonly axes: Readonly<Record<string, string>>;
  readonly allowedActions: readonly string[];
  readonly mergedInto?: { readonly id: string; readonly reference: string };
}

const DAY_MS = 86_400_000;

describe('the lives of a claim after its decision, over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
    await contributed(service, {
      money: cny('100000000'),
      toRail: { rail: 'simulated', money: cny('100000000') },
    });
  });
  afterAll(async () => {
    await service.stop();
  });

  const seen = async (claim: ClaimJson, by: Person = 'lin'): Promise<LiveClaim> =>
    (await service.get(by, `/v1/claims/${claim.id}`)).body as LiveClaim;
  const appeal = async (claim: ClaimJson, by: Person = 'lin'): Promise<Response> =>
    service.post(by, `/v1/claims/${claim.id}/appeals`, {
      lines: claim.lines.map(({ id }) => ({ lineId: id })),
      grounds: 'The police have found the thief.',
    });
  const appealsOf = async (
    claim: ClaimJson,
    by: Person = 'lin',
  ): Promise<{ data: AppealJson[]; nextStep: object | null }> =>
    (await service.get(by, `/v1/claims/${claim.id}/appeals`)).body as {
      data: AppealJson[];
      nextStep: object | null;
    };
  const decided = (claim: ClaimJson, outcome: string, award: Json): object => ({
    outcome,
    lines: claim.lines.map(({ id }) => ({
      lineId: id,
      award,
      reasonCode: outcome === 'approve' ? 'covered.full' : 'loss.not_proven',
    })),
    reason: 'Nothing shows that more of it was theft.',
  });
  async function denied(amountMinor = '86000'): Promise<ClaimJson> {
    const claim = await inReview(service, { amountMinor });
    const answer = await decide(service, 'wang', claim, decided(claim, 'deny', cny('0')));
    expect(answer.status).toBe(201);
    return claim;
  }

  it('a denial is appealed, heard by another reviewer, and paid', async () => {
    const claim = await denied();
    expect(await seen(claim)).toMatchObject({
      status: 'denied',
      axes: { review: 'decided', payout: 'none', recovery: 'none' },
      allowedActions: ['appeal'],
    });
    expect((await appealsOf(claim)).nextStep).toMatchObject({
      step: 'internal_second_reviewer',
      isHeardHere: true,
      isInTime: true,
    });
    const answer = await appeal(claim);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ state: 'open', heardBy: 'another_reviewer', number: 1 });
    const open = await seen(claim);
    expect(open).toMatchObject({ status: 'in_review', axes: { review: 'in_review' } });
    expect(open.allowedActions).toEqual(expect.arrayContaining(['withdraw', 'add_evidence']));
    expect((await handIn(service, claim, aPng('new'))).status).toBe(201);

    const again = await decide(service, 'wang', claim, approval(claim, '86000'));
    expectProblem(again, 409, 'decision.own_hand');
    const other = await decide(service, 'zhao', claim, approval(claim, '86000'));
    expect(other.status).toBe(201);
    await untilStatus(service, claim.id, 'paid');
    const { data, nextStep } = await appealsOf(claim);
    expect(data).toMatchObject([{ state: 'answered', answerId: other.body.id as string }]);
    expect(nextStep).toBeNull();
    expect(await seen(claim)).toMatchObject({
      paid: cny('86000'),
      axes: { review: 'decided', payout: 'settled', recovery: 'possible' },
    });
  });

  it('a partial award is paid, appealed meanwhile, heard by itself, and topped up', async () => {
    const claim = await inReview(service, { amountMinor: '90000' });
    await decide(service, 'wang', claim, decided(claim, 'partial', cny('30000')));
    const answer = await appeal(claim);
    expect(answer.status).toBe(201);
    // The payout comes to rest within moments, and the appeal is opened by a job.
    await untilStatus(service, claim.id, 'in_review');
    expect(await seen(claim)).toMatchObject({ paid: cny('30000'), awarded: cny('30000') });
    await decide(service, 'zhao', claim, decided(claim, 'approve', cny('90000')));
    await untilStatus(service, claim.id, 'paid');
    const { body } = await service.get('lin', `/v1/payouts?claimId=${claim.id}`);
    const { data } = body as { data: { money: Json; status: string }[] };
    expect(data.map(({ money }) => money.amountMinor).sort()).toEqual(['30000', '60000']);
    const closed = await service.post('wang', `/v1/claims/${claim.id}/close`, { reason: 'Done.' });
    expect(closed.body).toMatchObject({ status: 'closed', allowedActions: ['reopen'] });
  });

  it('a withdrawn claim is opened again by an agent, and only such a one', async () => {
    const claim = await filed(service);
    await service.post('lin', `/v1/claims/${claim.id}/withdraw`, {});
    const reason = { reason: 'They called: it was a misunderstanding.' };
    const opened = await service.post('sun', `/v1/claims/${claim.id}/reopen`, reason);
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({ status: 'in_review' });
    const other = await denied();
    const refused = await service.post('sun', `/v1/claims/${other.id}/reopen`, reason);
    expectProblem(refused, 403, 'claim.not_for_role');
  });

  it('a duplicate goes on in the other claim, and says where', async () => {
    const [other, duplicate] = [await filed(service), await filed(service, { amountMinor: '500' })];
    const path = `/v1/claims/${duplicate.id}/merge`;
    const merged = await service.post('wang', path, {
      intoClaimId: other.id,
      reason: 'One theft, told twice.',
    });
    expect(merged.status).toBe(200);
    expect(await seen(duplicate)).toMatchObject({
      status: 'closed',
      mergedInto: { id: other.id, reference: other.reference },
      allowedActions: [],
      axes: { review: 'none' },
    });
    expect(await seen(other)).toMatchObject({ claimed: cny('20400') });
    const { body } = await service.get('lin', `/v1/claims/${duplicate.id}/timeline`);
    expect(JSON.stringify(body)).toContain(other.reference);
  });

  it('tells a stranger, and who names none, the same', async () => {
    const claim = await denied();
    for (const path of [claim.id, `${claim.id.slice(0, -4)}0000`]) {
      const answer = await service.post('chen', `/v1/claims/${path}/appeals`, {
        lines: [{ lineId: claim.lines[0]!.id }],
        grounds: 'I want it.',
      });
      expectProblem(answer, 404, 'request.not_found');
      expectProblem(
        await service.get('chen', `/v1/claims/${path}/appeals`),
        404,
        'request.not_found',
      );
    }
    const foreign = await filed(service, { by: 'chen', payer: 'u_1002' });
    const mine = await filed(service);
    const merged = await service.post('wang', `/v1/claims/${mine.id}/merge`, {
      intoClaimId: foreign.id,
      reason: 'One theft.',
    });
    // Reviewers may see both.
    expectProblem(merged, 409, 'claim.merge_unlike');
  });

  it('refuses an appeal that comes too late, and says until when it could be lodged', async () => {
    const claim = await denied();
    await service.passTime(17 * DAY_MS);
    const answer = await appeal(claim);
    expectProblem(answer, 409, 'appeal.too_late');
    const { nextStep } = await appealsOf(claim);
    const { dueAt } = answer.body as { dueAt: string };
    expect(nextStep).toMatchObject({ isInTime: false, lodgeUntil: dueAt });
    expect((await seen(claim)).status).toBe('denied');
  });
});
