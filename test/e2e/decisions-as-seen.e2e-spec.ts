import {
  aPng,
  approval,
  asSeen,
  claimNow,
  cny,
  decide,
  handIn,
  inReview,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const SINGLE = '86000';

describe('decisions on a claim as it was looked at', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const denial = { outcome: 'deny', lines: [], reason: 'The claimant paid after being deceived.' };
  const approve = (claim: ClaimJson, mark: string) =>
    service.post('wang', `/v1/claims/${claim.id}/decisions`, approval(claim, SINGLE), {
      'If-Match': mark,
    });

  it('go through when it has not changed', async () => {
    const claim = await inReview(service);
    const { headers } = await service.get('wang', `/v1/claims/${claim.id}`);
    const etag = String(headers.etag);
    expect(etag).toMatch(/^"\d+"$/);
    const answer = await approve(claim, etag);
    expect(answer.status).toBe(201);
  });

  it('are refused when it has', async () => {
    const claim = await inReview(service);
    const { headers } = await service.get('wang', `/v1/claims/${claim.id}`);
    expect((await handIn(service, claim, aPng('another passport'))).status).toBe(201);
    const answer = await approve(claim, String(headers.etag));
    expectProblem(answer, 412, 'claim.stale');
    const { currentVersion, changes } = answer.body as {
      currentVersion: number;
      changes: { kind: string; summary: { en: string } }[];
    };
    expect(currentVersion).toBeGreaterThan(claim.version);
    expect(changes.map(({ kind }) => kind)).toContain('evidence.added');
    expect(changes[0]?.summary.en).toMatch(/proof\.png/);
    expect((await claimNow(service, claim.id)).status).toBe('in_review');
  });

  it('go through when nobody says which claim was looked at, as the fixed calls do not', async () => {
    const claim = await inReview(service);
    const path = `/v1/claims/${claim.id}/decisions`;
    expect((await service.post('wang', path, approval(claim, SINGLE))).status).toBe(201);
  });

  it('are refused for an older one also as a trial', async () => {
    const claim = await inReview(service);
    const path = `/v1/claims/${claim.id}/decisions`;
    const dryRun = { ...approval(claim, SINGLE), dryRun: true };
    expect((await service.post('wang', path, dryRun)).status).toBe(201);
    const stale = await service.post('wang', path, dryRun, { 'If-Match': '"1"' });
    expectProblem(stale, 412, 'claim.stale');
  });

  it.each(['*', '7', 'W/"7"', '"seven"', '"7", "8"'])(
    'are refused for the mark %s',
    async (mark) => {
      const claim = await inReview(service);
      const answer = await approve(claim, mark);
      expectProblem(answer, 412, 'request.etag_unknown');
    },
  );

  it('are not possible once it is settled', async () => {
    const claim = await inReview(service);
    expect((await decide(service, 'wang', claim, denial)).status).toBe(201);
    expectProblem(await decide(service, 'wang', claim, denial), 409, 'decision.not_possible');
  });

  it('are taken once of two at the same moment', async () => {
    const claim = await inReview(service);
    const path = `/v1/claims/${claim.id}/decisions`;
    const answers = await Promise.all([
      service.post('wang', path, approval(claim, SINGLE), asSeen(claim)),
      service.post('zhao', path, denial, asSeen(claim)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    const settled = await untilStatus(service, claim.id, 'paid', 'denied');
    expect(settled.paid).toEqual(cny(settled.status === 'paid' ? SINGLE : '0'));
  });
});
