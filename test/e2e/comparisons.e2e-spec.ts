import { aWrittenVersion } from '../../libs/programs/src/testing/proposed-versions';
import { decide, filed, inReview, untilStatus } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const WALLET = 'cn-wallet-theft-guarantee';
const SHIPPED = { packId: WALLET, version: '0.1.0' };

interface ResultJson {
  readonly claims: number;
  readonly paid: Readonly<Record<string, number>>;
  readonly totals: readonly Readonly<Record<string, string>>[];
  readonly largest: readonly { readonly reference: string }[];
}

describe('comparing packs over the claims of an installation', () => {
  let service: TestService;
  let half: { packId: string; version: string };

  beforeAll(async () => {
    service = await TestService.start();
    half = await publishedHalf();
  });
  afterAll(async () => {
    await service.stop();
  });

  /** A version that pays half, and whose only case says so. */
  async function publishedHalf(): Promise<{ packId: string; version: string }> {
    const { pack, cases } = aWrittenVersion('0.2.0');
    const usual = { title: 'pays half of a covered theft', expect: { award: '9950' } };
    const { body } = await service.post('ops', '/v1/programs/versions', {
      pack: { ...pack, amount: { ...pack.amount, coverageBp: 5_000 } },
      cases: { ...cases, cases: [usual] },
      reason: 'What would it save?',
    });
    expect(body).toMatchObject({ status: 'awaiting_approval' });
    const path = `/v1/programs/versions/${String(body.id)}/approvals`;
    const { status } = await service.post('zhao', path, {
      verdict: 'approve',
      note: 'To compare.',
    });
    expect(status).toBe(201);
    return { packId: WALLET, version: '0.2.0' };
  }

  const start = (body: object, person: Person = 'audit') =>
    service.as(person, 'post', '/v1/programs/compare').send(body);

  async function resultOf(body: object): Promise<ResultJson> {
    const started = await start(body);
    expect([started.status, started.body]).toMatchObject([202, { status: 'queued' }]);
    const operation = await service.eventually(
      async () =>
        (await service.get('audit', `/v1/operations/${String(started.body.id)}`)).body as {
          status: string;
          result: ResultJson;
        },
      ({ status }) => ['succeeded', 'failed'].includes(status),
    );
    expect(operation).toMatchObject({ status: 'succeeded', kind: 'programs.compare' });
    return operation.result;
  }

  it('says what a stingier version would save, on awards and on the reserves of open claims', async () => {
    const open = await inReview(service, { amountMinor: '86000' });
    const denied = await inReview(service, { amountMinor: '40000' });
    await decide(service, 'wang', denied, {
      outcome: 'deny',
      lines: denied.lines.map(({ id }) => ({
        lineId: id,
        award: { currency: 'CNY', amountMinor: '0' },
        reasonCode: 'exclusion.lent_account',
      })),
      reason: 'The account was lent.',
    });
    await untilStatus(service, denied.id, 'denied');
    const result = await resultOf({ a: SHIPPED, b: half });
    expect(result).toMatchObject({
      a: SHIPPED,
      b: half,
      claims: 2,
      paid: { less: 2, more: 0, same: 0, newly: 0, no_longer: 0 },
      wait: { same: 2 },
      totals: [
        {
          currency: 'CNY',
          awardAMinor: '126000',
          awardBMinor: '63000',
          awardChangeMinor: '-63000',
          reserveAMinor: '86000',
          reserveChangeMinor: '-43000',
        },
      ],
      byLossType: [{ lossType: 'account_theft', claims: 2 }],
      refused: { byA: 0, byB: 0, examples: [] },
    });
    expect(result.largest.map(({ reference }) => reference)).toEqual([
      open.reference,
      denied.reference,
    ]);
  });

  it('tells nothing about anybody but references', async () => {
    const claim = await filed(service);
    await untilStatus(service, claim.id, 'awaiting_claimant');
    const text = JSON.stringify(await resultOf({ a: SHIPPED, b: half }));
    expect(text).toContain(claim.reference);
    for (const secret of ['u_1001', 'A claimant', '13800138000', 'pmt_', 'cln_', claim.id])
      expect(text).not.toContain(secret);
  });

  it('changes nothing when both are the same, and mirrors when they change places', async () => {
    const [same, there, back] = [
      await resultOf({ a: SHIPPED, b: SHIPPED }),
      await resultOf({ a: SHIPPED, b: half }),
      await resultOf({ a: half, b: SHIPPED }),
    ];
    expect(same.paid).toMatchObject({ more: 0, less: 0, newly: 0, no_longer: 0 });
    expect(back.paid).toMatchObject({ more: there.paid.less, less: there.paid.more });
    expect(back.totals[0]?.awardAMinor).toBe(there.totals[0]?.awardBMinor);
  });

  it('takes the claims that were filed in a span of time', async () => {
    const now = service.clock.now().getTime();
    const [before, after] = [new Date(now - 86_400_000), new Date(now + 86_400_000)].map((time) =>
      time.toISOString(),
    );
    expect((await resultOf({ a: SHIPPED, b: half, from: after })).claims).toBe(0);
    expect((await resultOf({ a: SHIPPED, b: half, to: before })).claims).toBe(0);
    expect((await resultOf({ a: SHIPPED, b: half, from: null, to: before })).claims).toBe(0);
    expect((await resultOf({ a: SHIPPED, b: half, from: before, to: null })).claims).toBe(
      (await resultOf({ a: SHIPPED, b: half })).claims,
    );
    expect(
      (await resultOf({ a: SHIPPED, b: half, from: before, to: after })).claims,
    ).toBeGreaterThan(0);
  });

  it('is refused for a pack that there is not, before anything is started', async () => {
    const answer = await start({ a: SHIPPED, b: { packId: WALLET, version: '9.9.9' } });
    expectProblem(answer, 404, 'programs.unknown_pack');
  });

  it('is not told to institutions, who may ask about their own imports', async () => {
    const { body } = await start({ a: SHIPPED, b: half }, 'ops');
    const path = `/v1/operations/${String(body.id)}`;
    expect((await service.get('ops', path)).status).toBe(200);
    expectProblem(await service.get('bank', path), 404, 'request.not_found');
    expectProblem(await service.get('bank', `${path}/errors.csv`), 404, 'request.not_found');
  });
});
