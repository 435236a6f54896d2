import { UnitOfWork } from '@app/platform';

import { aPng, filed, handIn, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';

const KEY = { 'Idempotency-Key': 'one' };

describe('answers that must not lie about', () => {
  let service: TestService;
  let claim: ClaimJson;

  beforeAll(async () => {
    service = await TestService.start();
    const { id } = await filed(service, { amountMinor: '86000' });
    claim = await untilStatus(service, id, 'awaiting_claimant');
  });
  afterAll(async () => {
    await service.stop();
  });

  const isKept = async (text: string): Promise<boolean> => {
    const rows = await service.app
      .get(UnitOfWork)
      .reads.query<unknown[]>(`SELECT FROM idempotency_keys WHERE position($1 in body::text) > 0`, [
        text,
      ]);
    return rows.length > 0;
  };

  it('are what a claimant needs, and saying it again is saying it once', async () => {
    const path = `/v1/claims/${claim.id}/vulnerability`;
    const said = { kinds: ['health'], supportNeeds: 'Ring twice, she is slow on the stairs.' };
    const [first, again] = [
      await service.post('lin', path, said, KEY),
      await service.post('lin', path, said, KEY),
    ];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(await isKept('slow on the stairs')).toBe(false);
    expect((await service.get('lin', path)).body.data).toHaveLength(1);
  });

  it('are links to files, of which another one does no harm', async () => {
    const { body } = await handIn(service, claim, aPng('linked'));
    const path = `/v1/claims/${claim.id}/evidence/${String(body.id)}/links`;
    const [first, again] = [
      await service.post('lin', path, {}, KEY),
      await service.post('lin', path, {}, KEY),
    ];
    for (const { status, body: link } of [first, again]) {
      expect(status).toBe(201);
      expect((await service.get(null, String(link.url))).status).toBe(200);
      expect(await isKept(String(link.url))).toBe(false);
    }
  });

  it('are drafts: begun again under one key it is the same one, as it is by then', async () => {
    const typed = { narrative: 'They took the blue phone.' };
    const start = () => service.post('lin', '/v1/claim-drafts', { claim: typed }, KEY);
    const first = await start();
    const { id } = first.body as { id: string };
    const again = await start();
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers).toMatchObject({ etag: '"1"', 'idempotent-replayed': 'true' });
    expect(await isKept('the blue phone')).toBe(false);
    await service
      .as('lin', 'put', `/v1/claim-drafts/${id}`)
      .set('If-Match', '"1"')
      .send({ claim: {} });
    expect((await start()).body).toMatchObject({ id, claim: {}, version: 2 });
    await service.as('lin', 'delete', `/v1/claim-drafts/${id}`);
    expect((await start()).status).toBe(404);
  });
});
