import { claimOn, filed, inReview, reported } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { saidAtFiling } from './good-filing-requests';
import { expectProblem } from './problems';

const STAFF: readonly Person[] = ['sun', 'wang', 'zhao', 'audit', 'ops'];

describe('what is said and recorded about a claimant, over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const shown = async (by: Person, id: string): Promise<Record<string, unknown>> =>
    (await service.get(by, `/v1/claims/${id}`)).body as Record<string, unknown>;
  /** Filed by the agent for Lin, who says all that there is to say. */
  const byAgent = async (): Promise<{ id: string; incidentId: string }> => {
    const said = (await saidAtFiling(service)) as { incidentId: string };
    const by = { by: 'sun', claimantPartyId: 'u_1001' } as const;
    const { status, body } = await claimOn(service, await reported(service), { ...by, ...said });
    expect(status).toBe(201);
    return { id: (body as ClaimJson).id, incidentId: said.incidentId };
  };

  describe('representation', () => {
    it('is shown to the claimant in words, and to staff with who it was and their note', async () => {
      const { id } = await byAgent();
      const { representation: seen } = await shown('lin', id);
      expect(seen).toMatchObject({
        basis: 'letter',
        text: {
          en: expect.stringMatching(/^Filed for you by our service desk on \d{4}-\d\d-\d\d/),
          'zh-CN': expect.stringContaining('代您提交'),
        },
      });
      expect(seen).not.toHaveProperty('note');
      for (const by of STAFF) {
        expect((await shown(by, id)).representation).toMatchObject({
          note: 'Of 12 May.',
          agentId: expect.stringMatching(/^usr_/),
        });
      }
    });

    it('is none when claimants file themselves, and they cannot claim one', async () => {
      const { id } = await filed(service);
      expect(await shown('lin', id)).toMatchObject({
        representation: null,
        proxy: null,
        claimantKind: 'individual',
      });
      const answer = await claimOn(service, await reported(service), {
        representation: { basis: 'guardian' },
      });
      expectProblem(answer, 422, 'claim.representation_for_agents');
    });

    it('names the proxy to the claimant and to those who call, and to nobody else', async () => {
      const { id } = await byAgent();
      for (const by of ['lin', 'sun', 'wang', 'zhao'] as const) {
        expect((await shown(by, id)).proxy).toMatchObject({ relation: 'daughter' });
      }
      for (const by of ['audit', 'ops'] as const) {
        expect(JSON.stringify(await shown(by, id))).not.toContain('daughter');
      }
    });
  });

  describe('vulnerability', () => {
    const read = async (by: Person, id: string) =>
      service.get(by, `/v1/claims/${id}/vulnerability`);

    it('is read by the claimant, by those who decide, and by the agent who heard it', async () => {
      const { id } = await byAgent();
      for (const by of ['lin', 'sun', 'wang', 'zhao'] as const) {
        const { status, body } = await read(by, id);
        expect([status, body]).toMatchObject([
          200,
          { data: [{ kinds: ['health', 'life_event'], supportNeeds: 'Large print.' }] },
        ]);
      }
      const [declared] = (await read('lin', id)).body.data as { recordedBy: object }[];
      expect(declared!.recordedBy).toEqual({ role: 'agent' });
    });

    it('is nowhere else: not on the claim, its timeline, its list or its queue', async () => {
      const { id } = await byAgent();
      for (const by of ['lin', ...STAFF] as const) {
        const texts = [
          JSON.stringify(await shown(by, id)),
          (await service.get(by, `/v1/claims/${id}/timeline`)).text,
          (await service.get(by, '/v1/claims?limit=5')).text,
        ];
        for (const text of texts)
          expect(text).not.toMatch(/vulnerab|life_event|Large print|priority/i);
      }
    });

    it('is as good as absent to an agent who did not hear it', async () => {
      const { id } = await filed(service);
      await service.post('lin', `/v1/claims/${id}/vulnerability`, { kinds: ['health'] });
      const { id: quiet } = await filed(service);
      const answers = [await read('sun', id), await read('sun', quiet)];
      for (const answer of answers) expectProblem(answer, 404, 'request.not_found');
      expect((await read('lin', quiet)).body).toMatchObject({ data: [] });
    });

    it('tells a reviewer that there is something to look into, and establishes nothing', async () => {
      const { id } = await filed(service);
      const declared = async (): Promise<unknown> => {
        const { body } = await service.get('wang', `/v1/claims/${id}/circumstances`);
        expect(body.data).toEqual([]);
        return body.vulnerabilityDeclared;
      };
      expect(await declared()).toBe(false);
      const path = `/v1/claims/${id}/vulnerability`;
      const { status } = await service.post('lin', path, {
        kinds: ['other'],
        supportNeeds: 'A call.',
      });
      expect(status).toBe(201);
      expect(await declared()).toBe(true);
      await service.post('lin', path, { kinds: [] });
      expect(await declared()).toBe(false);
    });

    it('of a stranger looks like none', async () => {
      const { id } = await filed(service);
      const absent = 'clm_01h455vb4pex5vsknk084sn02d';
      for (const claim of [id, absent]) {
        expectProblem(await read('chen', claim), 404, 'request.not_found');
        const body = { kinds: ['health'] };
        const answer = await service.post('chen', `/v1/claims/${claim}/vulnerability`, body);
        expectProblem(answer, 404, 'request.not_found');
      }
    });
  });

  describe('an incident', () => {
    it('is read by staff with its claims, and its claims say so to staff alone', async () => {
      const { id, incidentId } = await byAgent();
      for (const by of STAFF) {
        const { body } = await service.get(by, `/v1/incidents/${incidentId}`);
        expect(body).toMatchObject({
          title: 'A false shop',
          claims: { data: [{ id, incidentId }], hasMore: false },
        });
        expect((await shown(by, id)).incidentId).toBe(incidentId);
      }
      expect(await shown('lin', id)).not.toHaveProperty('incidentId');
      expectProblem(
        await service.get('lin', `/v1/incidents/${incidentId}`),
        403,
        'auth.not_allowed',
      );
      const absent = await service.get('wang', '/v1/incidents/inc_01h455vb4pex5vsknk084sn02q');
      expectProblem(absent, 404, 'request.not_found');
    });

    it('gets and loses claims, with reasons', async () => {
      const { id } = await filed(service);
      const { body: incident } = await service.post('wang', '/v1/incidents', { title: 'A ring' });
      const link = async (body: object) =>
        service.as('wang', 'put', `/v1/claims/${id}/incident`).send(body);
      const incidentId = incident.id as string;
      const linked = await link({ incidentId, reason: 'The same payee.' });
      expect([linked.status, linked.body]).toMatchObject([200, { id, incidentId }]);
      const { body: listed } = await service.get('audit', '/v1/incidents?limit=1');
      expect(listed.data).toMatchObject([{ id: incidentId }]);
      const unlinked = await link({ reason: 'Another payee after all.' });
      expect(unlinked.body).toMatchObject({ incidentId: null });
      expectProblem(await link({ incidentId }), 400, 'request.invalid_fields');
      const gone = await link({ incidentId: 'inc_01h455vb4pex5vsknk084sn02q', reason: 'Why not.' });
      expectProblem(gone, 404, 'incident.not_found');
    });
  });

  describe('a finding', () => {
    it('is one of those that the programme reckons with, which are listed with their burden', async () => {
      const claim = await inReview(service);
      const path = `/v1/claims/${claim.id}/findings`;
      const { body: before } = await service.get('wang', path);
      const known = (before.recordable as { finding: string }[]).map(({ finding }) => finding);
      expect(before.data).toEqual([]);
      expect(known).toContain('exclusions.lent_account');
      const body = { finding: 'exclusions.lent_account', value: 'true', reason: 'Her words.' };
      const recorded = await service.post('wang', path, body);
      expect([recorded.status, recorded.body]).toMatchObject([
        201,
        { ...body, burden: 'provider' },
      ]);
      expect((await service.get('audit', path)).body.data).toHaveLength(1);
      const assessed = await service.eventually(
        async () => (await service.get('wang', `/v1/claims/${claim.id}/assessment`)).body,
        ({ recommendation }) => recommendation === 'deny',
      );
      expect(assessed.reasons).toMatchObject([{ code: 'exclusion.lent_account' }]);
      const unknown = await service.post('wang', path, { ...body, finding: 'damageBp' });
      expectProblem(unknown, 422, 'finding.unknown');
      expect(unknown.body).toMatchObject({ allowed: known });
    });
  });
});
