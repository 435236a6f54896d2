import type { Response } from 'supertest';

import { aClaim, aPng, cny, reported, untilStatus } from '../support/builders';
import type { ClaimJson, Json } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const ABSENT_DRAFT = 'drf_01h455vb4pex5vsknk084sn02d';

interface DraftJson {
  readonly id: string;
  readonly claim: Readonly<Record<string, unknown>>;
  readonly problems: readonly {
    readonly field: string;
    readonly code: string;
    readonly texts: Readonly<Record<string, string>>;
  }[];
  readonly pack: { readonly packId: string } | null;
  readonly claimed: Json | null;
  readonly evidence: readonly {
    readonly item: string;
    readonly required: boolean;
    readonly state: string;
    readonly requiredFrom: Json;
    readonly files: readonly object[];
  }[];
  readonly files: readonly { readonly sha256: string }[];
  readonly version: number;
  readonly expiresAt: string;
  readonly estimatedDecisionAt: string | null;
}

describe('drafts of claims, over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const start = (claim: object, by: Person = 'lin'): Promise<Response> =>
    service.post(by, '/v1/claim-drafts', { claim });
  const started = async (claim: object, by: Person = 'lin'): Promise<DraftJson> =>
    (await start(claim, by)).body as DraftJson;
  const put = async (id: string, etag: string | null, claim: object): Promise<Response> => {
    const request = service.as('lin', 'put', `/v1/claim-drafts/${id}`);
    return (etag === null ? request : request.set('If-Match', etag)).send({ claim });
  };
  const seen = async (id: string, by: Person = 'lin'): Promise<DraftJson> =>
    (await service.get(by, `/v1/claim-drafts/${id}`)).body as DraftJson;
  const file = (id: string, key: Record<string, string> = {}): Promise<Response> =>
    service.post('lin', `/v1/claim-drafts/${id}/file`, {}, key);
  const whole = async (amountMinor = '86000'): Promise<object> =>
    aClaim([{ paymentId: await reported(service, { amountMinor }), amountMinor }]);
  const hand = (id: string, item: string): Promise<Response> =>
    service
      .as('lin', 'post', `/v1/claim-drafts/${id}/files`)
      .field('item', item)
      .attach('file', aPng(`${id} ${item}`), `${item}.png`)
      .then((response) => response);

  it('keep what is wrong as it was typed, and say what is wrong with it in both languages', async () => {
    const typed = { lossType: 17, lines: 'all my money', narrative: '', nonsense: { deep: [1] } };
    const response = await start(typed);
    expect(response.status).toBe(201);
    expect(response.headers.etag).toBe('"1"');
    const draft = response.body as DraftJson;
    expect(draft.claim).toEqual(typed);
    const fields = draft.problems.map(({ field }) => field);
    expect(fields).toEqual(
      expect.arrayContaining(['lossType', 'lines', 'narrative', 'nonsense', 'contact']),
    );
    for (const { texts } of draft.problems) {
      expect(texts.en).not.toBe('');
      expect(texts['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
    expect(await seen(draft.id)).toEqual(draft);
  });

  it('show the guarantee, the whole evidence list with its amounts, and a date', async () => {
    const draft = await started(await whole());
    expect(draft).toMatchObject({
      problems: [],
      pack: { packId: 'cn-wallet-theft-guarantee', packVersion: '0.1.0' },
      claimed: cny('86000'),
    });
    expect(draft.evidence.length).toBeGreaterThan(
      draft.evidence.filter(({ required }) => required).length,
    );
    const later = draft.evidence.find(({ required }) => !required);
    expect(BigInt(later!.requiredFrom.amountMinor)).toBeGreaterThan(86_000n);
    expect(Date.parse(draft.estimatedDecisionAt!)).toBeGreaterThan(Date.now());
    expect(Date.parse(draft.expiresAt)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
  });

  it('say at once that a payment is somebody else’s, exactly as if it were not there', async () => {
    const stranger = await reported(service, { payer: 'u_1002' });
    const absent = 'pmt_01h455vb4pex5vsknk084sn02d';
    const problemsOf = async (paymentId: string): Promise<object[]> => {
      const { problems } = await started(aClaim([{ paymentId }]));
      return problems.map((problem) => ({ ...problem, saw: '' }));
    };
    expect(await problemsOf(stranger)).toMatchObject([{ code: 'claim.payment_not_found' }]);
    expect(await problemsOf(stranger)).toEqual(await problemsOf(absent));
  });

  it('are not overwritten by another tab', async () => {
    const draft = await started({ lossType: 'account_theft' });
    const first = await put(draft.id, '"1"', { lossType: 'account_theft', narrative: 'One.' });
    expect([first.status, first.headers.etag]).toEqual([200, '"2"']);
    const second = await put(draft.id, '"1"', { lossType: 'account_theft', narrative: 'Two.' });
    expectProblem(second, 412, 'draft.stale');
    expect(second.body).toMatchObject({ version: 2 });
    expect((await seen(draft.id)).claim).toMatchObject({ narrative: 'One.' });
    expectProblem(await put(draft.id, null, {}), 400, 'request.if_match_missing');
    expectProblem(await put(draft.id, 'W/"2"', {}), 412, 'request.etag_unknown');
  });

  it('never keep the device', async () => {
    const draft = await started({ lossType: 'account_theft', device: { id: 'my telephone' } });
    expect(JSON.stringify(await seen(draft.id))).not.toContain('telephone');
  });

  it('become a claim with their files as evidence, which is not asked for again', async () => {
    const draft = await started(await whole());
    for (const item of ['identity', 'police_receipt', 'declaration']) {
      expect((await hand(draft.id, item)).status).toBe(201);
    }
    const withFiles = await seen(draft.id);
    const missing = withFiles.evidence.filter(
      ({ required, state }) => required && state === 'missing',
    );
    expect(missing).toEqual([]);
    expect(withFiles.evidence[0]!.files).toHaveLength(1);

    const filed = await file(draft.id);
    expect(filed.status).toBe(201);
    const claim = filed.body as ClaimJson;
    expect(claim.evidence.filter(({ state }) => state === 'received')).toHaveLength(3);
    await untilStatus(service, claim.id, 'in_review');
    expectProblem(await service.get('lin', `/v1/claim-drafts/${draft.id}`), 404, 'draft.not_found');
  });

  it('become one claim, however often and with whatever key they are filed', async () => {
    const draft = await started(await whole());
    const key = { 'Idempotency-Key': `file ${draft.id}`.replace(' ', '-') };
    const answers = await Promise.all([file(draft.id), file(draft.id), file(draft.id)]);
    answers.push(await file(draft.id, key), await file(draft.id, key));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => (body as ClaimJson).id)).size).toBe(1);
    expect(answers.at(-1)!.headers['idempotent-replayed']).toBe('true');
    const keyless = service.as('lin', 'post', `/v1/claim-drafts/${draft.id}/file`).send({});
    expectProblem(await keyless, 400, 'idempotency.key_missing');
  });

  it('that are not whole are refused with every field, and stay', async () => {
    const draft = await started({ lossType: 'account_theft', narrative: 7 });
    const refused = await file(draft.id);
    expectProblem(refused, 400, 'request.invalid_fields');
    const { errors } = refused.body as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['narrative', 'lines', 'contact']),
    );
    expect((await seen(draft.id)).claim).toMatchObject({ narrative: 7 });
  });

  it('can lose a file again, and go altogether', async () => {
    const draft = await started(await whole());
    const { sha256 } = (await hand(draft.id, 'identity')).body as { sha256: string };
    const path = `/v1/claim-drafts/${draft.id}`;
    const wrong = await service.as('lin', 'delete', `${path}/files/declaration/${sha256}`);
    expectProblem(wrong, 404, 'draft.not_found');
    const removed = await service.as('lin', 'delete', `${path}/files/identity/${sha256}`);
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect((await seen(draft.id)).files).toEqual([]);
    expect((await service.as('lin', 'delete', path)).status).toBe(204);
    expectProblem(await service.as('lin', 'delete', path), 404, 'draft.not_found');
    expectProblem(await file(draft.id), 404, 'draft.not_found');
  });

  it('take pictures and papers only, whatever they are called', async () => {
    const draft = await started({});
    const html = service
      .as('lin', 'post', `/v1/claim-drafts/${draft.id}/files`)
      .field('item', 'identity')
      .attach('file', Buffer.from('<script>alert(1)</script>'), 'proof.png');
    expectProblem(await html, 415, 'evidence.unsupported_type');
    expect((await seen(draft.id)).files).toEqual([]);
  });

  it('of a stranger look like none, in every way of asking', async () => {
    const { id } = await started({ narrative: 'Mine.' });
    const ask = async (by: Person, draft: string): Promise<object[]> => {
      const path = `/v1/claim-drafts/${draft}`;
      const answers = [
        await service.get(by, path),
        await service.as(by, 'put', path).set('If-Match', '"1"').send({ claim: {} }),
        await service.as(by, 'delete', path),
        await service.post(by, `${path}/file`, {}),
        await service
          .as(by, 'post', `${path}/files`)
          .field('item', 'identity')
          .attach('file', aPng(), 'a.png'),
        await service.as(by, 'delete', `${path}/files/identity/${'0'.repeat(64)}`),
      ];
      return answers.map(({ status, body }) => ({ ...body, status, requestId: '' }));
    };
    const absent = await ask('chen', ABSENT_DRAFT);
    expect(absent.map((answer) => (answer as { status: number }).status)).toEqual(
      absent.map(() => 404),
    );
    expect(await ask('chen', id)).toEqual(absent);
    expect(await ask('sun', id)).toEqual(absent);
    expect((await seen(id)).claim).toEqual({ narrative: 'Mine.' });
  });

  it('are listed to whoever writes them, newest first, a page at a time', async () => {
    const ids = [];
    for (const narrative of ['One.', 'Two.', 'Three.']) {
      const answer = await started({ claimantPartyId: 'u_1002', narrative }, 'sun');
      ids.unshift(answer.id);
    }
    const page = async (query: string): Promise<{ data: DraftJson[]; next: string | null }> =>
      (await service.get('sun', `/v1/claim-drafts?limit=2${query}`)).body;
    const first = await page('');
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = await page(`&after=${String(first.next)}`);
    expect(rest.data.map(({ id }) => id)).toEqual(ids.slice(2));
    const { data } = (await service.get('chen', '/v1/claim-drafts')).body as { data: unknown[] };
    expect(data).toEqual([]);
  });

  it('of the service desk name whose payments they are', async () => {
    expectProblem(await start({}, 'sun'), 400, 'claim.claimant_unclear');
    expectProblem(await start({ claimantPartyId: 'u_1002' }), 400, 'claim.claimant_unclear');
  });

  it('hold no more than a claim can be', async () => {
    const answer = await start({ narrative: 'a'.repeat(70_000) });
    expectProblem(answer, 413, 'draft.too_large');
  });
});
