import { LANE_COUNT, newId } from '@app/kernel';
import type { IdPrefix } from '@app/kernel';

import { aClaim, filed, reported } from '../support/builders';
import { TestService } from '../support/test-service';
import { Wire } from './wire';

const RANDOM = 1_250;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const AT_ONCE = 8;
/** Thousands of requests, on a machine that may be busy. */
const ENUMERATION_MS_MAX = 120_000;

/** Ids that differ from one that there is in a single character, or in its lane. */
function neighbours(id: string): string[] {
  const [prefix = '', ...rest] = id.split('_');
  const suffix = rest.join('_');
  return Array.from(suffix).flatMap((_, place) =>
    Array.from(ALPHABET)
      .map((letter) => suffix.slice(0, place) + letter + suffix.slice(place + 1))
      .filter((other) => other !== suffix && /^[0-7]/.test(other))
      .map((other) => `${prefix}_${other}`),
  );
}

describe('trying out ids', () => {
  let service: TestService;
  let wire: Wire;
  beforeAll(async () => {
    service = await TestService.start();
    wire = new Wire(service.url);
  });
  afterAll(async () => {
    wire.close();
    await service.stop();
  });

  /** Every different answer to a request about each of some ids, without what names the request. */
  async function answersTo(
    ids: readonly string[],
    ask: (id: string) => { readonly method: string; readonly path: string; readonly body?: string },
  ): Promise<Set<string>> {
    const waiting = [...ids];
    const seen = new Set<string>();
    const work = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        const { body, ...request } = ask(id);
        const json = { 'Content-Type': 'application/json', 'Idempotency-Key': `try-${id}` };
        const headers = service.authorization('chen');
        const answer = await wire.send({
          ...request,
          headers: body === undefined ? headers : { ...headers, ...json },
          ...(body === undefined ? {} : { body }),
        });
        const told = JSON.parse(answer.text) as Record<string, unknown>;
        // The number of the request, and the id that was asked for.
        seen.add(JSON.stringify({ ...told, requestId: '', saw: told.saw === id ? '' : told.saw }));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return seen;
  }
  /** The id itself, all its neighbours and many random ones; or one in `every` of them. */
  const candidates = (prefix: IdPrefix, theirs: string, every = 1): string[] => {
    const random = Array.from({ length: RANDOM }, (_, index) => newId(prefix, index % LANE_COUNT));
    return [theirs, ...neighbours(theirs), ...random].filter((_, index) => index % every === 0);
  };

  it(
    'of claims finds nothing: two thousand answers are one',
    async () => {
      const { id } = await filed(service);
      const ids = candidates('clm', id);
      expect(ids.length).toBeGreaterThanOrEqual(2_000);
      const answers = await answersTo(ids, (claim) => ({
        method: 'GET',
        path: `/v1/claims/${claim}`,
      }));
      expect([...answers]).toMatchObject([expect.stringContaining('request.not_found')]);
    },
    ENUMERATION_MS_MAX,
  );

  it(
    'of drafts finds nothing',
    async () => {
      const { body } = await service.post('lin', '/v1/claim-drafts', { claim: {} });
      const answers = await answersTo(candidates('drf', String(body.id), 5), (draft) => ({
        method: 'GET',
        path: `/v1/claim-drafts/${draft}`,
      }));
      expect([...answers]).toMatchObject([expect.stringContaining('draft.not_found')]);
    },
    ENUMERATION_MS_MAX,
  );

  it(
    'of payments in a claim finds nothing, and costs their owner nothing',
    async () => {
      const paymentId = await reported(service);
      const answers = await answersTo(candidates('pmt', paymentId, 5), (payment) => ({
        method: 'POST',
        path: '/v1/claims',
        body: JSON.stringify(aClaim([{ paymentId: payment }])),
      }));
      expect([...answers]).toMatchObject([expect.stringContaining('claim.payment_not_found')]);
      const mine = await service.post('lin', '/v1/claims', aClaim([{ paymentId }]));
      expect(mine.status).toBe(201);
    },
    ENUMERATION_MS_MAX,
  );
});
