import type { Response } from 'supertest';

import { UnitOfWork } from '@app/platform';

import { DAY_MS } from '../support/controls';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const PASSWORD = 'four brown horses';
const LI = { username: 'li@example.org', name: 'Li', role: 'reviewer' };

describe('rights and limits', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const propose = (body: object): Promise<Response> =>
    service.post('ops', '/v1/changes', { reason: 'We grow.', ...body });
  const judge = (id: string, by: Person, verdict = 'approve'): Promise<Response> =>
    service.post(by, `/v1/changes/${id}/approvals`, { verdict, note: 'Agreed.' });
  const change = async (id: string): Promise<Record<string, unknown>> =>
    (await service.get('audit', `/v1/changes/${id}`)).body as Record<string, unknown>;
  /** Proposed, approved, and in force after a day, by the sweep or the job. */
  const inForce = async (body: object): Promise<Record<string, unknown>> => {
    const { body: proposed } = await propose(body);
    const id = String(proposed.id);
    expect((await judge(id, 'zhao')).body).toMatchObject({ status: 'approved' });
    await service.passTime(DAY_MS);
    return service.eventually(
      () => change(id),
      ({ status }) => status === 'in_force',
    );
  };
  const invite = (id: unknown, by: Person): Promise<Response> =>
    service.post(by, `/v1/changes/${String(id)}/invitation`, {});
  const choose = (token: unknown, password = PASSWORD): Promise<Response> =>
    service.post(null, '/v1/auth/password', { token, password });
  const signIn = async (username: string, password = PASSWORD): Promise<Response> =>
    service.post(null, '/v1/auth/token', { username, password });
  const getAs = async (token: string, path: string): Promise<Response> =>
    service.as(null, 'get', path).set('Authorization', `Bearer ${token}`);
  /** Somebody who was let in by two people and has chosen a password; signed in. */
  const newcomer = async (username: string): Promise<{ userId: string; token: string }> => {
    const { id, userId } = await inForce({ kind: 'user.add', newUser: { ...LI, username } });
    const { body } = await invite(id, 'zhao');
    await choose(body.token);
    const signedIn = await signIn(username);
    return { userId: String(userId), token: String(signedIn.body.accessToken) };
  };

  it('let a new reviewer in, by two people and a day, with a password of their own', async () => {
    const { status, body } = await propose({ kind: 'user.add', newUser: LI });
    expect([status, body]).toMatchObject([
      201,
      {
        status: 'awaiting_approval',
        kind: 'user.add',
        userId: expect.stringMatching(/^usr_/),
        newUser: { ...LI, partyId: null, personId: null },
        weakens: true,
        approvalsRequired: 1,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    const { id, userId } = body as { id: string; userId: string };
    expectProblem(await judge(id, 'ops'), 409, 'approval.own_hand');
    const approved = await judge(id, 'zhao');
    expect(approved.body).toMatchObject({
      status: 'approved',
      approval: { note: 'Agreed.', effectiveAt: expect.any(String) },
    });
    expectProblem(await invite(id, 'zhao'), 409, 'invitation.not_yet');

    await service.passTime(DAY_MS);
    await service.eventually(
      () => change(id),
      ({ status: now }) => now === 'in_force',
    );
    expectProblem(await signIn(LI.username), 401, 'auth.wrong_credentials');
    expectProblem(await invite(id, 'ops'), 404, 'change.not_found');
    const invitation = await invite(id, 'zhao');
    expect([invitation.status, invitation.headers['cache-control']]).toEqual([201, 'no-store']);
    expect(invitation.body).toMatchObject({ userId, token: expect.stringMatching(/^[\w-]{43}$/) });

    const { token } = invitation.body as { token: string };
    expectProblem(await choose(token, 'short'), 422, 'password.weak');
    expect((await choose(token)).status).toBe(204);
    expectProblem(await choose(token), 422, 'invitation.not_valid');
    const signedIn = await signIn(LI.username);
    expect(signedIn.status).toBe(200);
    const queue = await getAs(
      String(signedIn.body.accessToken),
      '/v1/review/queue?view=unassigned',
    );
    expect(queue.status).toBe(200);
  });

  it('keep no invitation among the answers for repeated requests', async () => {
    const { id } = await inForce({
      kind: 'user.add',
      newUser: { ...LI, username: 'kept@example.org' },
    });
    const { body } = await invite(id, 'zhao');
    const kept = await service.app
      .get(UnitOfWork)
      .reads.query<unknown[]>(
        `SELECT FROM idempotency_keys WHERE route LIKE '%invitation%' OR body::text LIKE '%' || $1 || '%'`,
        [body.token],
      );
    expect(kept).toEqual([]);
  });

  it('end at the next request of whoever loses them', async () => {
    const { userId, token } = await newcomer('leaver@example.org');
    expect((await getAs(token, '/v1/review/queue?view=mine')).status).toBe(200);
    await propose({ kind: 'user.disable', userId });
    expectProblem(await getAs(token, '/v1/review/queue?view=mine'), 401, 'auth.account_disabled');
    expectProblem(await signIn('leaver@example.org'), 401, 'auth.wrong_credentials');
  });

  it('are at the next request what they are now', async () => {
    const { userId } = await newcomer('mover@example.org');
    await inForce({ kind: 'user.role', userId, role: 'agent' });
    const { body } = await signIn('mover@example.org');
    const token = String(body.accessToken);
    expectProblem(await getAs(token, '/v1/review/queue?view=mine'), 403, 'auth.not_allowed');
    expect((await getAs(token, '/v1/claims')).status).toBe(200);
  });

  it('tell what the limits are, and that the brake was pulled', async () => {
    const brake = { name: 'automaticApprovals', value: 0 };
    const { body } = await propose({ kind: 'limit.set', limit: brake });
    expect(body).toMatchObject({ status: 'in_force', limit: brake, approvalsRequired: 0 });
    const { data } = (await service.get('audit', '/v1/limits')).body as { data: object[] };
    expect(data[0]).toMatchObject({ ...brake, usual: 1, min: 0, max: 1, changeId: body.id });
    expect(data[0]).toHaveProperty('label.zh-CN');
    expect(data.slice(1).filter((limit) => 'setAt' in limit)).toEqual([]);
  });

  it('can be returned in the day between, also by whoever proposed them', async () => {
    const limit = { name: 'draftsPerParty', value: 99 };
    const { body } = await propose({ kind: 'limit.set', limit });
    await judge(String(body.id), 'zhao');
    const returned = await judge(String(body.id), 'ops', 'return');
    expect(returned.body).toMatchObject({ status: 'returned', returned: { note: 'Agreed.' } });
  });

  it('are changed once by a request that is repeated', async () => {
    const limit = {
      kind: 'limit.set',
      limit: { name: 'draftsPerParty', value: 30 },
      reason: 'So.',
    };
    const headers = { 'Idempotency-Key': 'one-change' };
    const first = await service.post('ops', '/v1/changes', limit, headers);
    const again = await service.post('ops', '/v1/changes', limit, headers);
    expect([again.body, again.headers['idempotent-replayed']]).toEqual([first.body, 'true']);
    const adding = { kind: 'user.add', newUser: { ...LI, username: 'once@example.org' } };
    const key = { 'Idempotency-Key': 'one-user' };
    const added = await service.post('ops', '/v1/changes', { ...adding, reason: 'So.' }, key);
    const twice = await service.post('ops', '/v1/changes', { ...adding, reason: 'So.' }, key);
    expect(twice.body.userId).toBe(added.body.userId);
  });

  it.each<[object, string, string, number]>([
    [{ kind: 'user.role', userId: 'usr_01h455vb4pex5vsknk084sn02d' }, 'role', 'missing', 400],
    [{ kind: 'user.add', newUser: LI, role: 'approver' }, 'role', 'unfit', 400],
    [{ kind: 'limit.set', limit: { name: 'draftsPerParty', value: 0 } }, 'limit.value', '', 422],
    [{ kind: 'user.add', newUser: { ...LI, role: 'claimant' } }, 'newUser.username', '', 409],
  ])('are not proposed by %j: see %s', async (body, field, problem, status) => {
    const answer = await propose(body);
    expect([answer.status, answer.body.field]).toEqual([status, field]);
    expect(answer.body.code).toMatch(new RegExp(problem));
  });

  it('are listed newest first, a page at a time', async () => {
    const first = await service.get('audit', '/v1/changes?limit=2');
    expect(first.body).toMatchObject({
      hasMore: true,
      data: [expect.anything(), expect.anything()],
    });
    const { next } = first.body as { next: string };
    const second = await service.get('audit', `/v1/changes?limit=2&after=${next}`);
    expect(second.body.data[0].id < next).toBe(true);
  });

  it('are on record for auditors, act by act, a page at a time', async () => {
    const limit = { name: 'draftsPerParty', value: 25 };
    const { body: proposed } = await propose({ kind: 'limit.set', limit });
    const id = String(proposed.id);
    await judge(id, 'zhao', 'return');
    const path = `/v1/audit-records?objectId=${id}&limit=1`;
    const first = await service.get('audit', path);
    expect(first.body).toMatchObject({
      data: [
        {
          actor: { role: 'operator' },
          action: 'change.proposed',
          objectId: id,
          reason: 'We grow.',
          requestId: expect.any(String),
          facts: { content: { kind: 'limit.set' } },
        },
      ],
      hasMore: true,
    });
    const second = await service.get('audit', `${path}&after=${String(first.body.next)}`);
    expect(second.body).toMatchObject({ data: [{ action: 'change.returned' }], hasMore: false });
    const nothing = await service.get('audit', '/v1/audit-records?objectId=5060');
    expect(nothing.body.data).toEqual([]);
    expectProblem(await service.get('audit', '/v1/audit-records'), 400, 'request.invalid_fields');
  });

  it('show who has an account, and nothing of a password', async () => {
    const { body } = await service.get('audit', '/v1/users?role=reviewer&limit=100');
    const { data } = body as { data: Record<string, unknown>[] };
    expect(data.map(({ role }) => role)).toEqual(data.map(() => 'reviewer'));
    expect(data.at(-1)).toEqual({
      id: expect.stringMatching(/^usr_/),
      username: 'wang@demo.ganpei',
      name: 'Wang',
      role: 'reviewer',
      personId: data.at(-1)?.id,
      createdAt: expect.any(String),
      disabledAt: null,
    });
    expect(data[0]).toHaveProperty('changeId');
    const page = await service.get('ops', '/v1/users?limit=1');
    const after = String(page.body.next);
    expect((await service.get('ops', `/v1/users?limit=1&after=${after}`)).body.data[0].id).not.toBe(
      after,
    );
  });
});
