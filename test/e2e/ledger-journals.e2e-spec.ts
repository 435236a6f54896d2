import { newId } from '@app/kernel';

import { filed } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

describe('the journals over HTTP', () => {
  let service: TestService;
  let claim: ClaimJson;

  beforeAll(async () => {
    service = await TestService.start();
    claim = await filed(service);
    await filed(service);
  });
  afterAll(async () => {
    await service.stop();
  });

  const journalsOf = (claimId: string) =>
    service.get('audit', `/v1/ledger/journals?claimId=${encodeURIComponent(claimId)}`);

  it('are listed by claim, in the order of booking', async () => {
    const { status, body } = await journalsOf(claim.id);
    expect({ status, ...body }).toMatchObject({ status: 200, hasMore: false, next: null });
    const seen = body.data.map(({ kind, claimId }: Record<string, unknown>) => [kind, claimId]);
    expect(seen).toEqual([
      ['E04', claim.id],
      ['E05', claim.id],
    ]);
  });

  it.each([
    ['too short', () => claim.id.slice(0, -1)],
    ['of something else', () => newId('pmt', 7)],
    ['in capitals', () => claim.id.toUpperCase()],
    ['a reference', () => claim.reference],
    ['longer than any', () => 'x'.repeat(100)],
  ])('are refused for a claim id that is %s, and the field is named', async (_what, idOf) => {
    const claimId = idOf();
    const answer = await journalsOf(claimId);
    expectProblem(answer, 400, 'request.invalid_fields');
    expect(answer.body.errors).toMatchObject([
      { field: 'claimId', code: 'id', saw: expect.stringContaining(claimId.slice(0, 60)) },
    ]);
  });

  it('are not found for a claim that is not there', async () => {
    expectProblem(await journalsOf(newId('clm', 7)), 404, 'request.not_found');
  });
});
