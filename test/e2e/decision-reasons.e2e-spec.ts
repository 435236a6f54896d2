import { cny, decide, filed, inReview } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

describe('decisions over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const denial = { outcome: 'deny', lines: [], reason: 'The claimant paid after being deceived.' };

  describe('say why', () => {
    const NOTHING = { award: cny('0'), reasonCode: 'loss.not_proven' };

    it('by a code with its text, and in words on each line', async () => {
      const claim = await inReview(service);
      const lines = claim.lines.map(({ id }) => ({ lineId: id, ...NOTHING, text: 'No receipt.' }));
      const body = { outcome: 'deny', lines, reason: 'Nothing shows the loss.' };
      const answer = await decide(service, 'wang', claim, body);
      expect(answer.body).toMatchObject({
        status: 'final',
        lines: [
          {
            reasonCode: 'loss.not_proven',
            reasonText: { en: 'What is on file does not show the loss.' },
            text: 'No receipt.',
          },
        ],
      });
    });

    it('also for a whole claim that is denied in one sentence', async () => {
      const claim = await inReview(service);
      const { body } = await decide(service, 'wang', claim, denial);
      expect(body).toMatchObject({
        lines: [
          { reasonCode: 'denied.as_stated', reasonText: { 'zh-CN': '理由见本决定的说明。' } },
        ],
        reason: denial.reason,
      });
    });

    it.each(['loss.not_proven', 'house.vulnerable'])(
      'to those who decide; auditors get no words, and of %s only what tells no circumstance',
      async (reasonCode) => {
        const claim = await inReview(service);
        const lines = claim.lines.map(({ id: lineId }) => ({
          ...{ lineId, reasonCode, award: cny('1') },
          text: 'She is ill.',
        }));
        const body = { outcome: 'partial', lines, reason: 'She told us that she is ill.' };
        const decided = await decide(service, 'wang', claim, body);
        expect(decided.body.lines).toMatchObject([{ reasonCode, text: 'She is ill.' }]);
        const path = `/v1/claims/${claim.id}/decisions`;
        const { data } = (await service.get('zhao', path)).body as { data: object[] };
        expect(data).toMatchObject([{ reason: body.reason }]);
        const told = reasonCode === 'loss.not_proven' ? reasonCode : 'need_to_know';
        const seen = (await service.get('audit', path)).body as { data: object[] };
        expect(seen.data).toMatchObject([
          {
            reason: 'need_to_know',
            lines: [{ reasonCode: told, text: 'need_to_know', award: cny('1') }],
          },
        ]);
        const trail = await service.get(
          'audit',
          `/v1/audit-records?objectId=${claim.id}&limit=100`,
        );
        expect(JSON.stringify([seen, trail.body])).not.toMatch(/ ill|vulnerable/);
      },
    );

    it.each([
      ['no code', { ...NOTHING, reasonCode: 'not a code' }, 422, 'decision.reason_missing'],
      ['no field', { award: cny('0') }, 400, 'request.invalid_fields'],
    ])('or are refused: %s', async (_what, line, status, code) => {
      const claim = await inReview(service);
      const lines = claim.lines.map(({ id }) => ({ lineId: id, ...line }));
      const body = { outcome: 'deny', lines, reason: 'Nothing shows the loss.' };
      expectProblem(await decide(service, 'wang', claim, body), status, code);
    });

    it('with codes that can be looked up, those of the programme too', async () => {
      const { id } = await filed(service);
      const { body } = await service.get('wang', `/v1/review/reason-codes?claimId=${id}`);
      const codes = (body as { data: { code: string }[] }).data.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining(['loss.not_proven', 'exclusion.lent_account']));
      const general = await service.get('wang', '/v1/review/reason-codes');
      expect(JSON.stringify(general.body)).not.toMatch(/exclusion\./);
    });
  });
});
