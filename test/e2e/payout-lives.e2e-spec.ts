import type { Response } from 'supertest';

import { claimNow, untilStatus } from '../support/builders';
import { TestService } from '../support/test-service';
import { goodPayoutRequests, withFailedPayout } from './good-payout-requests';

const EVIDENCE = { kind: 'rail_portal', reference: 'Transfer page', note: 'Looked up.' };

describe('payouts that need people', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const codeOf = ({ body }: Response): unknown => (body as { code?: string }).code;

  it('one that failed is ordered again by a reviewer, and the claim is paid', async () => {
    const claim = await withFailedPayout(service);
    const path = `/v1/claims/${claim.id}/payouts`;
    const asClaimant = await service.post('lin', path, { reason: 'Mine.' });
    expect(asClaimant.status).toBe(403);
    const { body: staff } = await service.get('wang', `/v1/claims/${claim.id}`);
    expect((staff as { allowedActions: string[] }).allowedActions).toContain('reorder_payout');
    const ordered = await service.post('wang', path, { reason: 'The account is open again.' });
    expect(ordered.status).toBe(201);
    await untilStatus(service, claim.id, 'paid');
    const { body } = await service.get('lin', `/v1/payouts?claimId=${claim.id}`);
    const { data } = body as { data: { id: string; status: string; replacesId?: string }[] };
    expect(data.map(({ status }) => status)).toEqual(['failed', 'settled']);
    expect(data[1]?.replacesId).toBe(data[0]?.id);
    const late = await service.post('wang', path, { reason: 'Once more.' });
    expect([late.status, codeOf(late)]).toEqual([409, 'claim.cannot_advance']);
  });

  it('one in quarantine moves by the word of two people, and by no fewer', async () => {
    const good = await goodPayoutRequests(service);
    const wish = good['POST /v1/payouts/:id/resolutions'];
    const path = wish?.path ?? '';
    const payoutPath = path.replace('/resolutions', '');
    const unproven = await service.post('zhao', path, { outcome: 'settled', evidence: EVIDENCE });
    expect([unproven.status, codeOf(unproven)]).toEqual([422, 'payout.settlement_unproven']);
    const said = await service.post('zhao', path, wish?.body ?? {});
    expect(said.status).toBe(201);
    expect(said.body).toMatchObject({
      status: 'action_required',
      resolutions: [{ number: 1, outcome: 'settled', state: 'open' }],
    });
    const verdict = { verdict: 'approve', note: 'Seen.' };
    const own = await service.post('zhao', `${path}/1/approvals`, verdict);
    expect([own.status, codeOf(own)]).toEqual([409, 'resolution.own_hand']);
    const none = await service.post('ops', `${path}/2/approvals`, verdict);
    expect([none.status, codeOf(none)]).toEqual([404, 'payout.not_found']);
    const { body: asClaimant } = await service.get('lin', payoutPath);
    expect(asClaimant).not.toHaveProperty('resolutions');
  });

  it('money that came back is listed for staff, and for nobody else', async () => {
    const listed = await service.get('zhao', '/v1/payouts/unclaimed');
    expect([listed.status, listed.body]).toMatchObject([200, { data: [], hasMore: false }]);
    expect((await service.get('lin', '/v1/payouts/unclaimed')).status).toBe(403);
  });

  it('a claim without a payout that failed has nothing to order again', async () => {
    const claim = await withFailedPayout(service);
    await service.post('wang', `/v1/claims/${claim.id}/payouts`, { reason: 'Again.' });
    await untilStatus(service, claim.id, 'paid');
    expect((await claimNow(service, claim.id)).nextStep).toBeNull();
  });
});
