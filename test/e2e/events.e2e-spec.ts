import { aClaim, inReview, reported } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface EventsJson {
  readonly data: readonly {
    readonly position: string;
    readonly id: string;
    readonly type: string;
    readonly at: string;
    readonly claimId: string;
    readonly reference: string;
    readonly payments: readonly { readonly source: string; readonly sourceId: string }[];
  }[];
  readonly hasMore: boolean;
  readonly next: string;
}

describe('the events that other systems read', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const read = async (query: string, person: Person = 'bank'): Promise<EventsJson> => {
    const { status, body } = await service.get(person, `/v1/events?${query}`);
    expect(status).toBe(200);
    return body as EventsJson;
  };

  it('are there within seconds, with the payments by the names that their institution gave them', async () => {
    const sourceId = 'events-1';
    const paymentId = await reported(service, { sourceId, amountMinor: '19900' });
    const { body } = await service.post('lin', '/v1/claims', aClaim([{ paymentId }]));
    const claim = body as ClaimJson;
    const { data } = await service.eventually(
      () => read(`claimId=${claim.id}`),
      (seen) => seen.data.length > 0,
    );
    expect(data[0]).toEqual({
      position: expect.stringMatching(/^[1-9]\d*$/),
      id: expect.stringMatching(/^cev_/),
      type: 'claim.filed',
      at: expect.stringMatching(/Z$/),
      claimId: claim.id,
      reference: claim.reference,
      payments: [{ source: expect.any(String), sourceId }],
    });
  });

  it('are each read once and in order by whoever goes on with `next`', async () => {
    await inReview(service);
    await service.eventually(
      () => read('types=claim.in_review'),
      ({ data }) => data.length > 0,
    );
    const positions: string[] = [];
    let page: EventsJson = { data: [], hasMore: true, next: '0' };
    while (page.hasMore) {
      page = await read(`limit=2&after=${page.next}`);
      positions.push(...page.data.map(({ position }) => position));
    }
    expect(positions.length).toBeGreaterThan(2);
    expect(positions).toEqual(positions.map((_position, index) => String(index + 1)));
    const later = await read(`after=${page.next}&limit=100&types=nothing.such`);
    expect(later).toEqual({ data: [], hasMore: false, next: page.next });
  });

  it('say nothing of people and no amounts', async () => {
    const { text } = await service.get('audit', '/v1/events?limit=100');
    expect(text).not.toMatch(/lin@|u_1001|19900|Minor|phone|narrative|summary/);
  });

  it.each([
    ['after=-1', 'after'],
    ['after=01', 'after'],
    ['after=1e3', 'after'],
    ['types=', 'types'],
    ['types=claim.filed,', 'types'],
    [`types=${Array(21).fill('claim.filed').join(',')}`, 'types'],
    ['types=claim.filed&types=claim.closed', 'types'],
    ['claimId=clm_1', 'claimId'],
    ['limit=101', 'limit'],
  ])('refuse %s', async (query, field) => {
    const answer = await service.get('ops', `/v1/events?${query}`);
    expectProblem(answer, 400, 'request.invalid_fields');
    expect(answer.body).toMatchObject({ field });
  });
});
