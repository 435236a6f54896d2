import { newRequestKey } from '../../apps/web/src/api/request-key';
import { ServiceClient } from '../../apps/web/src/api/service-client';
import { readLodgedAppeal } from '../../apps/web/src/claim/appeals';
import { readCallSlots, readCallback, readCallbacks } from '../../apps/web/src/claim/callbacks';
import { readClaim } from '../../apps/web/src/claim/claim';
import { followedClaimLoader } from '../../apps/web/src/claim/followed-claim';
import { openRequests, readInformationRequest } from '../../apps/web/src/claim/information-request';
import { readMessage, readThread } from '../../apps/web/src/claim/thread';
import { claimsLoader } from '../../apps/web/src/claims/load-claims';
import { isRecord } from '../../apps/web/src/http/request-failure';
import { readIssuedToken } from '../../apps/web/src/session/session';
import { aPng, approval, cny, decide, filed, inReview, untilStatus } from '../support/builders';
import { TestService } from '../support/test-service';

/** The page's own client and readers against the running service, as they work in a browser. */
describe('the portal of a claimant', () => {
  let service: TestService;
  let lin: ServiceClient;
  let signedOut = 0;

  const clientOf = async (username: string): Promise<ServiceClient> => {
    const base = `${service.url}/`;
    const body = { username, password: 'demo' };
    const nobody = new ServiceClient({ token: null, base });
    const { accessToken } = await nobody.post('/v1/auth/token', { body }, readIssuedToken);
    return new ServiceClient({ token: accessToken, base });
  };
  beforeAll(async () => {
    service = await TestService.start();
    lin = await clientOf('lin@demo.ganpei');
  });
  afterAll(async () => {
    await service.stop();
  });

  it('shows a claim with what is to do, the promises, what was said and what happened', async () => {
    const { id, reference } = await filed(service, { amountMinor: '86000' });
    await untilStatus(service, id, 'awaiting_claimant');
    const { claim, timeline, requests, thread } = await followedClaimLoader(lin, reference)();
    expect(claim).toMatchObject({
      reference,
      nextStep: { isForClaimant: true, dueAt: expect.any(Date) },
      canWithdraw: true,
      money: { claimed: { currency: 'CNY', amountMinor: '86000' }, awarded: null },
    });
    expect(claim.promises.length).toBeGreaterThan(0);
    expect(timeline.length).toBeGreaterThan(0);
    expect(openRequests(requests)[0]?.tasks.map(({ item }) => item)).toContain('identity');
    expect(thread.items.every(({ isToUs }) => !isToUs)).toBe(true);
    const listed = await claimsLoader(lin)();
    expect(listed.map((one) => one.reference)).toContain(reference);
  });

  it('takes a message once, however often it is sent under one key, and shows it as news', async () => {
    const { id, reference } = await inReview(service);
    const load = followedClaimLoader(lin, reference);
    await load();
    const wish = { path: { id }, key: newRequestKey(), body: { body: 'My card is locked.' } };
    const first = await lin.post('/v1/claims/{id}/messages', wish, readMessage);
    const again = await lin.post('/v1/claims/{id}/messages', wish, readMessage);
    expect(again).toEqual(first);
    expect(first).toMatchObject({ isToUs: true, channel: 'web', body: 'My card is locked.' });
    const { thread } = await load();
    expect(thread.items.filter((message) => message.id === first.id)).toHaveLength(1);
    const older = await lin.get(
      '/v1/claims/{id}/messages',
      { path: { id }, query: { limit: 1 } },
      readThread,
    );
    expect(older.next).not.toBeNull();
  });

  it('takes a file for what is asked, and the reason why something cannot be given', async () => {
    const { id, reference } = await filed(service, { amountMinor: '86000' });
    await untilStatus(service, id, 'awaiting_claimant');
    const load = followedClaimLoader(lin, reference);
    const [request] = openRequests((await load()).requests);
    const file = new File([new Uint8Array(aPng('portal'))], '身份证.png');
    const sending = { path: { id }, key: newRequestKey(), form: { item: 'identity', file } };
    const send = () => lin.post('/v1/claims/{id}/evidence', sending, (sent) => isRecord(sent));
    expect(await send()).toBe(true);
    expect(await send()).toBe(true);
    const answers = [{ item: 'police_receipt', reason: '派出所周一才上班。' }];
    const answered = await lin.post(
      '/v1/claims/{id}/information-requests/{requestId}/answers',
      { path: { id, requestId: String(request?.id) }, key: newRequestKey(), body: { answers } },
      readInformationRequest,
    );
    const states = answered.tasks.map(({ item, state }) => `${item} ${state}`);
    expect(states).toEqual(expect.arrayContaining(['identity received', 'police_receipt cannot']));
    const { claim } = await load();
    const held = claim.evidence.find(({ item }) => item === 'identity');
    expect(held).toMatchObject({ state: 'received', fileNames: ['身份证.png'] });
  });

  it('shows what was awarded and paid', async () => {
    const claim = await inReview(service);
    expect((await decide(service, 'wang', claim, approval(claim, '86000'))).status).toBe(201);
    await untilStatus(service, claim.id, 'paid');
    const load = followedClaimLoader(lin, claim.reference);
    const { claim: shown, thread, payouts, appeals } = await load();
    expect(shown.money).toMatchObject({
      awarded: { currency: 'CNY', amountMinor: '86000' },
      paid: { currency: 'CNY', amountMinor: '86000' },
    });
    expect(shown.canWithdraw).toBe(false);
    expect(thread.items.length).toBeGreaterThan(0);
    expect(payouts).toMatchObject([{ status: 'settled', settledAt: expect.any(Date) }]);
    expect(appeals.next).toMatchObject({ isHeardHere: true, isInTime: true });

    const wish = { path: { id: String(shown.decisionId) }, query: { format: 'pdf' } } as const;
    const letter = await lin.download('/v1/decisions/{id}/letter', wish, 'application/pdf');
    expect((await letter.text()).slice(0, 5)).toBe('%PDF-');
  });

  it('names no decision that a second person has not confirmed', async () => {
    const claim = await inReview(service, { amountMinor: '600000' });
    const decided = await decide(service, 'wang', claim, approval(claim, '600000'));
    expect(decided.body).toMatchObject({ status: 'awaiting_approval' });
    const { claim: shown } = await followedClaimLoader(lin, claim.reference)();
    expect(shown).toMatchObject({ decisionId: null, canAppeal: false });
    const wish = { path: { id: String(decided.body.id) }, query: { format: 'pdf' } } as const;
    const letter = lin.download('/v1/decisions/{id}/letter', wish, 'application/pdf');
    await expect(letter).rejects.toMatchObject({ facts: { status: 404 } });
  });

  it('takes an appeal in the words of the claimant, and shows it', async () => {
    const claim = await inReview(service);
    const line = { lineId: claim.lines[0]!.id, award: cny('0'), reasonCode: 'loss.not_proven' };
    const reason = { outcome: 'deny', lines: [line], reason: 'The payer confirmed it.' };
    expect((await decide(service, 'wang', claim, reason)).status).toBe(201);
    const load = followedClaimLoader(lin, claim.reference);
    const { claim: shown } = await load();
    expect(shown.canAppeal).toBe(true);
    const lines = shown.lines.map(({ id: lineId }) => ({ lineId }));
    const body = { lines, grounds: '全部金额都不是我付的。' };
    const wish = { path: { id: claim.id }, key: newRequestKey(), body };
    await lin.post('/v1/claims/{id}/appeals', wish, readLodgedAppeal);
    expect((await load()).appeals.lodged).toMatchObject([
      { grounds: '全部金额都不是我付的。', endedAt: null },
    ]);
  });

  it('books a call at a time that is free, and cancels it', async () => {
    const { id } = await inReview(service);
    const { free, zone } = await lin.get('/v1/callback-slots', {}, readCallSlots);
    expect(zone).toBe('Asia/Shanghai');
    const body = { slotAt: free[0]!.slotAt, locale: 'zh-CN', topic: '进展' } as const;
    const path = { id };
    const wish = { path, key: newRequestKey(), body };
    const booked = await lin.post('/v1/claims/{id}/callbacks', wish, readCallback);
    expect(booked).toMatchObject({ state: 'booked', from: free[0]!.from });
    await lin.post('/v1/callbacks/{id}/cancel', { path: { id: booked.id } }, readCallback);
    const calls = await lin.get('/v1/claims/{id}/callbacks', { path }, readCallbacks);
    expect(calls.map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('withdraws a claim, with or without a reason', async () => {
    for (const body of [{}, { reason: 'I have my money back.' }]) {
      const { id } = await inReview(service);
      const wish = { path: { id }, key: newRequestKey(), body };
      const claim = await lin.post('/v1/claims/{id}/withdraw', wish, readClaim);
      expect(claim).toMatchObject({ status: 'withdrawn', canWithdraw: false });
    }
  });

  it('shows nobody the claim of somebody else', async () => {
    const { reference } = await filed(service);
    const chen = await clientOf('chen@demo.ganpei');
    await expect(followedClaimLoader(chen, reference)()).rejects.toMatchObject({
      facts: { status: 404, requestId: expect.stringMatching(/^req_/) },
    });
  });

  it('takes in nobody but those who claim', async () => {
    const wang = await clientOf('wang@demo.ganpei');
    const asked = wang.get('/v1/me/phrase', {}, isRecord);
    await expect(asked).rejects.toMatchObject({ facts: { kind: 'refused', status: 403 } });
    expect(await lin.get('/v1/me/phrase', {}, isRecord)).toBe(true);
  });

  it('notices that a token has ended', async () => {
    const base = `${service.url}/`;
    const onSignedOut = (): void => void (signedOut += 1);
    const ended = new ServiceClient({ token: 'ended', base, onSignedOut });
    await expect(claimsLoader(ended)()).rejects.toMatchObject({ facts: { status: 401 } });
    expect(signedOut).toBe(1);
  });
});
