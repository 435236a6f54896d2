import { aWrittenVersion } from '../../libs/programs/src/testing/proposed-versions';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const WALLET = 'cn-wallet-theft-guarantee';
const APPROVE = { verdict: 'approve', note: 'Agreed with counsel.' };

describe('publishing a version', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const propose = (written: object) =>
    service.post('ops', '/v1/programs/versions', { reason: 'A lower cap.', ...written });
  const proposal = async (version: string, from: string): Promise<string> => {
    const effective = { from, to: null };
    const { body } = await propose(aWrittenVersion(version, { effective }));
    return String(body.id);
  };
  const judge = (id: string, by: 'ops' | 'zhao', body: object = APPROVE) =>
    service.post(by, `/v1/programs/versions/${id}/approvals`, body);

  it('takes two people, and is seen by everybody at once', async () => {
    const id = await proposal('0.2.0', '2099-01-01');
    const waiting = await service.get('audit', `/v1/programs/versions/${id}`);
    expect(waiting.body).toMatchObject({
      id,
      status: 'awaiting_approval',
      reason: 'A lower cap.',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      pack: { packId: WALLET, version: '0.2.0' },
      cases: { cases: expect.any(Array) },
    });
    const path = `/v1/programs/${WALLET}/versions/0.2.0`;
    expectProblem(await service.get('lin', path), 404, 'programs.unknown_pack');
    expectProblem(await judge(id, 'ops'), 409, 'approval.own_hand');
    const published = await judge(id, 'zhao');
    expect([published.status, published.body]).toMatchObject([
      201,
      { status: 'published', approval: { verdict: 'approve', note: APPROVE.note } },
    ]);
    expect((await service.get('lin', path)).body).toEqual((waiting.body as { pack: object }).pack);
    expectProblem(await judge(id, 'zhao'), 409, 'approval.given_already');
  });

  it('ends when the other person returns it', async () => {
    const id = await proposal('0.3.0', '2099-02-01');
    const returned = await judge(id, 'zhao', { verdict: 'return', note: 'Too low.' });
    expect(returned.body).toMatchObject({ status: 'returned', approval: { note: 'Too low.' } });
    const { body } = await service.get('ops', '/v1/programs/versions?limit=1');
    expect(body).toMatchObject({ data: [{ id, status: 'returned' }], hasMore: true, next: id });
    const next = await service.get('ops', `/v1/programs/versions?limit=1&after=${id}`);
    expect(next.body).toMatchObject({ data: [{ version: '0.2.0', status: 'published' }] });
  });

  it('that is published can be returned until it begins, and is then promised to nobody', async () => {
    const id = await proposal('0.3.0', '2099-02-01');
    expect((await judge(id, 'zhao')).body).toMatchObject({ status: 'published' });
    const path = `/v1/programs/${WALLET}/versions/0.3.0`;
    expect((await service.get('lin', path)).status).toBe(200);
    const objection = { verdict: 'return', note: 'Counsel has doubts.' };
    expect((await judge(id, 'zhao', objection)).body).toMatchObject({
      status: 'returned',
      approval: { note: objection.note },
    });
    expectProblem(await service.get('lin', path), 404, 'programs.unknown_pack');
    expectProblem(await judge(id, 'zhao', objection), 409, 'approval.given_already');
    const again = await proposal('0.3.0', '2099-02-01');
    expectProblem(await judge(again, 'zhao'), 409, 'programs.version_not_newer');
  });

  it('ends when its proposer withdraws it, and nobody can publish it then', async () => {
    const id = await proposal('0.6.0', '2099-06-01');
    const withdraw = (by: 'ops' | 'zhao', one = id) =>
      service.post(by, `/v1/programs/versions/${one}/withdrawal`, { reason: 'A nought too many.' });
    expectProblem(await withdraw('zhao'), 403, 'auth.not_allowed');
    const { status, body } = await withdraw('ops');
    expect([status, body]).toMatchObject([
      201,
      { status: 'withdrawn', withdrawal: { reason: 'A nought too many.' } },
    ]);
    expectProblem(await withdraw('ops'), 409, 'programs.version_withdrawn');
    expectProblem(await judge(id, 'zhao'), 409, 'programs.version_withdrawn');
    const seen = await service.get('audit', `/v1/programs/versions/${id}`);
    expect(seen.body).toMatchObject({ status: 'withdrawn' });
    const again = await proposal('0.6.0', '2099-06-01');
    expect((await judge(again, 'zhao')).body).toMatchObject({ status: 'published' });
    expectProblem(await withdraw('ops', again), 409, 'approval.given_already');
  });

  it('is refused with every problem, each with its place', async () => {
    const { pack, cases } = aWrittenVersion('0.4.0');
    const spoilt = { ...pack, currency: 'TALER', clocks: [{ ...pack.clocks[0], within: 'soon' }] };
    const answer = await propose({ pack: spoilt, cases });
    expectProblem(answer, 400, 'programs.malformed_pack');
    const { errors } = answer.body as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['pack.currency', 'pack.clocks[0].within']),
    );
    const halved = { ...pack, amount: { ...pack.amount, coverageBp: 5_000 } };
    expectProblem(await propose({ pack: halved, cases }), 422, 'programs.cases_failed');
  });

  it('never edits what is published: a withdrawal is a newer version', async () => {
    const again = await propose(aWrittenVersion('0.2.0'));
    expectProblem(again, 422, 'programs.version_not_newer');
    const effective = { from: '2026-01-01', to: null };
    const past = aWrittenVersion('0.5.0', { packId: 'next-wallet-guarantee', effective });
    expectProblem(await propose(past), 422, 'programs.begins_too_soon');
  });
});
