import { filed } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const ABSENT_CLAIM = 'clm_01h455vb4pex5vsknk084sn02d';

describe('claims over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  describe('finding claims', () => {
    it('works with the reference in any spelling', async () => {
      const { id, reference } = await filed(service);
      const [, left = '', right = ''] = reference.split('-');
      const spellings = [
        reference,
        reference.toLowerCase(),
        `${left}${right}`,
        `clm${left}${right}`.toLowerCase(),
        `CLM ${left} ${right}`,
        `${left}-${right}`,
        reference.replaceAll('0', 'o').replaceAll('1', 'l'),
      ];
      for (const spelling of spellings) {
        const { body } = await service.get('lin', `/v1/claims/${encodeURIComponent(spelling)}`);
        expect([spelling, body.id]).toEqual([spelling, id]);
      }
    });

    it('does not find a reference with one wrong character', async () => {
      const { reference } = await filed(service);
      const last = reference.at(-1) === 'A' ? 'B' : 'A';
      const wrong = `${reference.slice(0, -1)}${last}`;
      expectProblem(await service.get('audit', `/v1/claims/${wrong}`), 404, 'request.not_found');
    });

    it('shows a stranger nothing of a claim, on none of its addresses', async () => {
      const { id, reference } = await filed(service);
      const addresses = (of: string): string[] => [
        `get /v1/claims/${of}`,
        `get /v1/claims/${of}/timeline`,
        `get /v1/claims/${of}/evidence/evd_01h455vb4pex5vsknk084sn02d/content`,
        `get /v1/payouts?claimId=${of}`,
        `post /v1/claims/${of}/withdraw`,
        `post /v1/claims/${of}/evidence`,
      ];
      const asked = async (address: string): Promise<object> => {
        const [method = '', path = ''] = address.split(' ');
        const answer =
          method === 'get' ? await service.get('chen', path) : await service.post('chen', path, {});
        expectProblem(answer, 404, 'request.not_found');
        const { requestId, ...body } = answer.body as Record<string, unknown>;
        return { ...body, numbered: typeof requestId };
      };
      for (const [index, address] of addresses(id).entries()) {
        const stranger = await asked(address);
        expect(stranger).toEqual(await asked(addresses(ABSENT_CLAIM)[index]!));
        expect(stranger).toEqual(await asked(addresses(reference)[index]!));
      }
    });

    it('lists to a claimant only their own, and to the staff all', async () => {
      await filed(service, { by: 'lin', payer: 'u_1001' });
      const { id } = await filed(service, { by: 'chen', payer: 'u_1002' });
      const idsFor = async (person: Person): Promise<string[]> => {
        const { body } = await service.get(person, '/v1/claims?limit=100');
        return (body as { data: ClaimJson[] }).data.map((listed) => listed.id);
      };
      expect(await idsFor('lin')).not.toContain(id);
      expect(await idsFor('chen')).toContain(id);
      expect(await idsFor('audit')).toEqual(expect.arrayContaining(await idsFor('lin')));
      expect(await idsFor('audit')).toContain(id);
    });

    it('goes through a list page by page, each claim once, newest first', async () => {
      await Promise.all([1, 2, 3].map(() => filed(service)));
      const all = (await service.get('lin', '/v1/claims?limit=100')).body as {
        data: ClaimJson[];
        hasMore: boolean;
      };
      expect(all.hasMore).toBe(false);
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const after: string = next === '' ? '' : `&after=${next}`;
        const { body } = await service.get('lin', `/v1/claims?limit=2${after}`);
        const page = body as { data: ClaimJson[]; hasMore: boolean; next: string | null };
        expect(page.data.length).toBeLessThanOrEqual(2);
        expect(page.hasMore).toBe(page.next !== null);
        seen.push(...page.data.map(({ id }) => id));
        next = page.next;
      }
      expect(seen).toEqual(all.data.map(({ id }) => id));
      expect([...seen].sort().reverse()).toEqual(seen);
    });

    it('lists by status', async () => {
      const { id } = await filed(service);
      await service.post('lin', `/v1/claims/${id}/withdraw`, {});
      const { body } = await service.get('lin', '/v1/claims?status=withdrawn&limit=100');
      const { data } = body as { data: ClaimJson[] };
      expect(data.map((listed) => listed.id)).toContain(id);
      expect(new Set(data.map(({ status }) => status))).toEqual(new Set(['withdrawn']));
    });

    it.each([
      'limit=0',
      'limit=101',
      'limit=-1',
      'limit=ten',
      'status=lost',
      'sort=id',
      'after=clm',
    ])('refuses a list with ?%s and says what is wrong', async (query) => {
      const answer = await service.get('lin', `/v1/claims?${query}`);
      expectProblem(answer, 400, 'request.invalid_fields');
      expect(answer.body).toMatchObject({ field: query.split('=')[0] });
    });
  });
});
