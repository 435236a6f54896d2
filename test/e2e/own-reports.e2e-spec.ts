import { aClaim, aPayment } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { sendFile } from '../support/imports';
import type { OperationJson } from '../support/imports';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';
import { ROUTE_ROLES } from './route-roles.table';

const HEADER = 'source,source_id,channel,rail,paid_at,payer_id,currency,amount_minor,status';
const csv = (sourceId: string): Buffer =>
  Buffer.from(
    `${HEADER}\nshop,${sourceId},alipay,balance,2026-03-01T10:00:00+08:00,u_1001,CNY,1990,settled\nshop,bad\n`,
  );

/** What institutions may do about one claim. */
const ABOUT_A_CLAIM = Object.entries(ROUTE_ROLES)
  .filter(([route, roles]) => route.includes('/v1/claims/:id') && roles.includes('institution'))
  .map(([route]) => route);

interface EventsJson {
  readonly data: readonly { readonly claimId: string; readonly payments: readonly object[] }[];
}

describe('an institution', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const report = async (by: Person, sourceId: string): Promise<void> => {
    const payments = [aPayment({ sourceId })];
    expect((await service.post(by, '/v1/payments', { payments })).status).toBe(200);
  };
  const listed = async (by: Person, query = ''): Promise<string[]> => {
    const { body } = await service.get(by, `/v1/payments?limit=100${query}`);
    return (body as { data: { sourceId: string }[] }).data.map(({ sourceId }) => sourceId);
  };
  const imported = async (by: Person, sourceId: string): Promise<OperationJson> => {
    const sent = sendFile(service, csv(sourceId)).set(service.authorization(by));
    const path = `/v1/operations/${String((await sent).body.id)}`;
    return service.eventually(
      async () => (await service.get(by, path)).body as OperationJson,
      ({ status }) => status === 'succeeded',
    );
  };

  it('lists the payments that it reported itself, and nobody else’s', async () => {
    await report('bank', 'own-1');
    await report('ops', 'house-1');
    await report('ops', 'own-1'); // The first report counts.
    expect(await listed('bank')).toEqual(['own-1']);
    expect(await listed('bank', '&sourceId=house-1')).toEqual([]);
    expect(await listed('bank', '&payerId=u_1001')).toEqual(['own-1']);
    for (const staff of ['ops', 'audit', 'wang'] as const)
      expect(await listed(staff)).toEqual(expect.arrayContaining(['own-1', 'house-1']));
  });

  it('sees its own imports, with what came of them, and nobody else’s', async () => {
    const own = await imported('bank', 'own-file-1');
    const house = await imported('ops', 'house-file-1');
    expect((await service.get('bank', own.errorsUrl!)).status).toBe(200);
    expect(await listed('bank')).toContain('own-file-1');
    expect(await listed('bank')).not.toContain('house-file-1');
    for (const path of [`/v1/operations/${house.id}`, house.errorsUrl!]) {
      expectProblem(await service.get('bank', path), 404, 'request.not_found');
      expect((await service.get('audit', path)).status).toBe(200);
    }
  });

  describe('and claims', () => {
    let own: ClaimJson;
    let others: ClaimJson;

    beforeAll(async () => {
      own = await claimOnPaymentOf('bank', 'claimed-own');
      others = await claimOnPaymentOf('ops', 'claimed-house');
      await service.eventually(
        () => events('ops', `claimId=${others.id}`),
        ({ data }) => data.length > 0,
      );
    });

    async function claimOnPaymentOf(by: Person, sourceId: string): Promise<ClaimJson> {
      await report(by, sourceId);
      const { body } = await service.get('ops', `/v1/payments?sourceId=${sourceId}`);
      const [{ id: paymentId }] = (body as { data: [{ id: string }] }).data;
      const claim = await service.post('lin', '/v1/claims', aClaim([{ paymentId }]));
      return claim.body as ClaimJson;
    }
    const events = async (by: Person, query: string): Promise<EventsJson> =>
      (await service.get(by, `/v1/events?${query}`)).body as EventsJson;

    it('reads what happened on those of payments that it reported, and on no other', async () => {
      const { data } = await events('bank', 'limit=100');
      expect(new Set(data.map(({ claimId }) => claimId))).toEqual(new Set([own.id]));
      expect(data[0]?.payments).toEqual([{ source: 'test-bank', sourceId: 'claimed-own' }]);
      expect(await events('bank', `claimId=${others.id}`)).toMatchObject({ data: [] });
      expect(await events('bank', 'types=claim.filed')).toMatchObject({ data: [{}] });
      const all = await events('audit', 'types=claim.filed');
      expect(all.data.map(({ claimId }) => claimId).sort()).toEqual([own.id, others.id].sort());
    });

    it('finds no other by any route about a claim', async () => {
      expect(ABOUT_A_CLAIM.length).toBeGreaterThan(0);
      const milestone = { milestone: 'police_report', at: new Date().toISOString() };
      for (const route of ABOUT_A_CLAIM) {
        const [method, path = ''] = route.split(' ');
        expect(method).toBe('POST');
        const about = ({ id }: ClaimJson) =>
          service.post('bank', path.replace(':id', id), milestone);
        expectProblem(await about(others), 404, 'request.not_found');
        expect((await about(own)).status).not.toBe(404);
      }
    });
  });
});
