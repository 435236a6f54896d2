import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';
import { FACTS } from './programs-facts';

const WALLET = 'cn-wallet-theft-guarantee';

interface ListedPack {
  readonly packId: string;
  readonly version: string;
  readonly status: string;
  readonly offered: boolean;
  readonly inForce: boolean;
}

describe('programmes over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const evaluate = (body: object, person: Person = 'wang') =>
    service.as(person, 'post', '/v1/programs/evaluate').send(body);

  it('are listed with all their versions, and which are promised here', async () => {
    const { body } = await service.get('lin', '/v1/programs');
    const { data } = body as { data: ListedPack[] };
    expect(data.length).toBeGreaterThanOrEqual(16);
    expect(data.filter(({ offered }) => offered).map(({ packId }) => packId)).toEqual([WALLET]);
    expect(data.find(({ packId }) => packId === WALLET)).toMatchObject({ inForce: true });
    const drafts = data.filter(({ status }) => status === 'draft');
    expect(drafts.length).toBeGreaterThan(0);
    expect(drafts.filter(({ inForce }) => inForce)).toEqual([]);
  });

  it('are shown one by one, the version in force by name', async () => {
    const { body } = await service.get('lin', `/v1/programs/${WALLET}`);
    expect(body).toMatchObject({
      packId: WALLET,
      offered: true,
      inForce: '0.1.0',
      versions: [{ version: '0.1.0', lossTypes: expect.any(Array) }],
    });
    expectProblem(await service.get('lin', '/v1/programs/nowhere'), 404, 'programs.unknown_pack');
  });

  it('are read as a whole, and again only when they have changed', async () => {
    const path = `/v1/programs/${WALLET}/versions/0.1.0`;
    const { body, headers } = await service.get('audit', path);
    expect(body).toMatchObject({ packId: WALLET, version: '0.1.0', clocks: expect.any(Array) });
    expect(headers.etag).toMatch(/^"[0-9a-f]{64}"$/);
    const again = await service.as('audit', 'get', path).set('If-None-Match', String(headers.etag));
    expect([again.status, again.text]).toEqual([304, '']);
    expectProblem(
      await service.get('audit', `/v1/programs/${WALLET}/versions/9.9.9`),
      404,
      'programs.unknown_pack',
    );
  });

  describe('in a dry run', () => {
    it('say what a claim would be paid and why, and keep nothing', async () => {
      const now = '2026-11-23T02:00:00Z';
      const answer = await evaluate({ packId: WALLET, version: '0.1.0', facts: FACTS, now });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        packId: WALLET,
        packVersion: '0.1.0',
        assessedAt: '2026-11-23T02:00:00.000Z',
        eligible: true,
        award: { currency: 'CNY', amountMinor: '19900' },
      });
      const again = await evaluate({ packId: WALLET, version: '0.1.0', facts: FACTS, now });
      expect(again.text).toBe(answer.text);
      expect((await service.get('audit', '/v1/claims')).body).toMatchObject({ data: [] });
    });

    it('take the version in force for the dates of the facts, unless one is named', async () => {
      const { body } = await evaluate({ packId: WALLET, facts: FACTS });
      expect(body).toMatchObject({ packVersion: '0.1.0' });
      const before = { ...FACTS, lines: [{ ...FACTS.lines[0], paidAt: '2001-01-01T00:00:00Z' }] };
      const early = await evaluate({ packId: 'gb-app-reimbursement', facts: before });
      expectProblem(early, 422, 'programs.not_in_force');
    });

    it('judge by packs that are not offered, and by drafts, too', async () => {
      const { body: list } = await service.get('wang', '/v1/programs');
      for (const { packId, version } of (list as { data: ListedPack[] }).data) {
        const answer = await evaluate({ packId, version, facts: FACTS });
        expect([packId, answer.status]).toEqual([packId, 200]);
      }
    });

    it('say that a claim is not covered as an answer, not as an error', async () => {
      const { status, body } = await evaluate({
        packId: WALLET,
        facts: { ...FACTS, lossType: 'moths' },
      });
      expect([status, (body as { recommendation: string }).recommendation]).toEqual([200, 'deny']);
    });

    it.each<[string, object, number, string, string]>([
      ['facts that are none', { facts: [] }, 400, 'request.invalid_fields', 'facts'],
      [
        'no lines',
        { facts: { ...FACTS, lines: [] } },
        400,
        'programs.malformed_facts',
        'facts.lines',
      ],
      [
        'a number for an amount',
        { facts: { ...FACTS, lines: [{ ...FACTS.lines[0], amountMinor: 1 }] } },
        400,
        'programs.malformed_facts',
        'facts.lines[0].amountMinor',
      ],
      [
        'one payment on two lines',
        { facts: { ...FACTS, lines: [FACTS.lines[0], { ...FACTS.lines[0], lineId: 'x' }] } },
        400,
        'programs.malformed_facts',
        'facts.lines[1].paymentId',
      ],
      [
        'a time without a zone',
        { now: '2026-11-23T02:00:00' },
        400,
        'request.invalid_fields',
        'now',
      ],
      ['a pack that there is not', { packId: 'nowhere' }, 404, 'programs.unknown_pack', 'packId'],
      ['a version that there is not', { version: '9' }, 404, 'programs.unknown_pack', 'packId'],
    ])('refuse %s, naming the field', async (_, changes, status, code, field) => {
      const answer = await evaluate({ packId: WALLET, facts: FACTS, ...changes });
      expectProblem(answer, status, code);
      expect(answer.body).toMatchObject({ field });
    });

    it('refuse more lines than a claim may have, and more bytes than a request', async () => {
      const many = (count: number): object => ({
        packId: WALLET,
        facts: {
          ...FACTS,
          lines: Array.from({ length: count }, (_, index) => ({
            ...FACTS.lines[0],
            lineId: `line-${String(index)}`,
            paymentId: `payment-${String(index)}`,
          })),
        },
      });
      expect((await evaluate(many(500))).status).toBe(200);
      expectProblem(await evaluate(many(501)), 400, 'programs.malformed_facts');
      expectProblem(await evaluate(many(9_000)), 413, 'request.body_too_large');
    });
  });
});
