import { claimOn, inReview, reported, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';

interface SignalJson {
  readonly code: string;
  readonly version: number;
  readonly value: string;
  readonly threshold: string;
  readonly direction: string;
  readonly clean: boolean;
  readonly what: { readonly 'zh-CN': string; readonly en: string };
  readonly suggests: { readonly en: string } | null;
  readonly source: readonly string[];
  readonly claims: readonly { readonly id: string; readonly reference: string }[];
}

const HOUR_MS = 3_600_000;

describe('the risk of a claim', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const report = (by: Person, payerId: string, ...events: readonly object[]) =>
    service.post(by, `/v1/payers/${payerId}/events`, { events });
  const event = (sourceId: string, hoursAgo = 1, kind = 'phone_changed'): object => ({
    source: 'test-bank',
    sourceId,
    kind,
    at: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
  });
  const riskOf = async (claim: ClaimJson, by: Person = 'wang') =>
    (await service.get(by, `/v1/claims/${claim.id}/risk`)).body as {
      readonly signals: readonly SignalJson[];
      readonly notRun: readonly { readonly code: string }[];
    };
  const signal = async (claim: ClaimJson, code: string): Promise<SignalJson> =>
    (await riskOf(claim)).signals.find((one) => one.code === code)!;

  it('is seen beside what institutions know of the payer, told any number of times', async () => {
    const results = async (...events: readonly object[]): Promise<string[]> => {
      const { status, body } = await report('bank', 'u_1002', ...events);
      expect(status).toBe(200);
      return (body as { data: { result: string }[] }).data.map(({ result }) => result);
    };
    expect(await results(event('e-1', 200))).toEqual(['created']);
    const same = event('e-2', 2);
    expect(await results(same, event('e-3', -2))).toEqual(['created', 'conflict']);
    expect(await results(same, event('e-2', 3))).toEqual(['duplicate', 'conflict']);
    const claim = await inReview(service, { by: 'chen', payer: 'u_1002' });
    expect(await signal(claim, 'account.phone_changed_before_filing')).toMatchObject({
      value: '120',
      threshold: '4320',
      direction: 'below',
      clean: false,
      source: ['e-2'],
    });
  });

  it('names the claims that it comes from, and says what it may mean', async () => {
    const paymentId = await reported(service, { amountMinor: '20000' });
    const first = (await claimOn(service, paymentId, { amountMinor: '10000' })).body as ClaimJson;
    const second = (await claimOn(service, paymentId, { amountMinor: '10000' })).body as ClaimJson;
    await untilStatus(service, second.id, 'awaiting_claimant');
    const shown = await signal(second, 'payment.other_claims');
    expect(shown).toMatchObject({
      version: 1,
      value: '1',
      threshold: '0',
      direction: 'above',
      clean: false,
      source: [first.id],
      claims: [{ id: first.id, reference: first.reference, status: expect.any(String) as string }],
    });
    expect(shown.what['zh-CN']).toMatch(/同一笔付款/);
    expect(shown.suggests?.en).toMatch(/claimed twice/);
  });

  it('says which checks could not be run, and why nothing was drawn here', async () => {
    const claim = await inReview(service);
    const risk = await riskOf(claim, 'audit');
    expect(risk).toMatchObject({ recommendation: 'approve', qaSample: false });
    expect(risk.notRun.map(({ code }) => code)).toContain('account.opened_before_filing');
    expect(new Set(risk.signals.map(({ code }) => code)).size).toBe(risk.signals.length);
    expect(risk.signals.every(({ what }) => /\p{Script=Han}/u.test(what['zh-CN']))).toBe(true);
  });

  it('is nothing for claimants to see, neither the signals nor that a claim was drawn', async () => {
    const claim = await inReview(service);
    const refused = await service.get('lin', `/v1/claims/${claim.id}/risk`);
    expect(refused).toMatchObject({ status: 403, body: { code: 'auth.not_allowed' } });
    for (const path of ['', '/timeline', '/clocks']) {
      const { text } = await service.get('lin', `/v1/claims/${claim.id}${path}`);
      expect(text).not.toMatch(/qaSample|signal|velocity/);
    }
  });

  it('is not to be found before the claim is assessed, nor of a claim that there is not', async () => {
    const unknown = await service.get('wang', '/v1/claims/clm_01kb2r8n2pe7v9w3k5x1t4q6ya/risk');
    expect(unknown).toMatchObject({ status: 404, body: { code: 'request.not_found' } });
  });

  it('tells auditors of the assessment all but what rests on circumstances', async () => {
    const claim = await inReview(service);
    const path = `/v1/claims/${claim.id}/assessment`;
    const [seen, decided] = [
      (await service.get('audit', path)).body as Record<string, unknown>,
      (await service.get('wang', path)).body as Record<string, unknown>,
    ];
    expect(Object.keys(seen).sort()).toEqual(Object.keys(decided).sort());
    const why = (body: Record<string, unknown>): string =>
      (body.steps as { rule: string; why: { en: string } }[]).find(
        ({ rule }) => rule === 'exclusions',
      )!.why.en;
    expect(why(decided)).toMatch(/exclusions/);
    expect(why(seen)).toMatch(/circumstances of the claimant/);
    expect((seen.reasons as { code: string }[]).at(-1)?.code).toBe('need_to_know');
    expect({ ...seen, steps: [], reasons: [] }).toEqual({ ...decided, steps: [], reasons: [] });
  });

  it.each(['%20', 'x'.repeat(101), '%E2%80%AE'])(
    'is asked about no payer that a payment could not name: %s',
    async (payerId) => {
      const answer = await report('bank', payerId, event('e-9'));
      expect(answer).toMatchObject({ status: 400, body: { code: 'payer.unfit_id' } });
    },
  );
});
