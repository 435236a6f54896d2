import { Accounts, usernameOf } from '@app/platform';
import type { Actor, Role } from '@app/platform';

import { Controls, DAY_MS } from '../../../../test/support/controls';
import { duel, endOf } from '../../../../test/support/duels';
import { AuditTrail } from '../audit-trail';
import type { ChangeContent } from '../domain/controlled-change';

describe('a change that comes into force', () => {
  let controls: Controls;
  let ops: Actor;
  let zhao: Actor;
  let wang: Actor;

  beforeEach(async () => {
    controls = await Controls.start();
    ops = await controls.hired('operator');
    zhao = await controls.hired('approver');
    wang = await controls.hired('reviewer');
  });
  afterEach(async () => {
    await controls.stop();
  });

  const approved = async (content: ChangeContent): Promise<string> => {
    const id = await controls.propose(ops, content);
    await controls.judge(zhao, id);
    return id;
  };
  const inForce = async (content: ChangeContent): Promise<string> => {
    const id = await approved(content);
    await controls.comeIntoForce(id);
    return id;
  };
  const problemOf = async (id: string): Promise<string | undefined> =>
    (await controls.found(id)).applied?.problem?.code;

  it('adds an account that nobody can sign in to yet', async () => {
    const wish = { username: ' Li@Example.org', name: 'Li', personId: wang.id };
    const { changeId, userId } = await controls.proposeUser(ops, 'approver', wish);
    await controls.judge(zhao, changeId);
    expect(await controls.account(userId)).toBeNull();
    await controls.comeIntoForce(changeId);
    expect(await controls.account(userId)).toMatchObject({
      username: usernameOf(wish.username),
      name: 'Li',
      role: 'approver',
      personId: wang.id,
      changeId,
      demo: false,
      disabledAt: null,
    });
    const signIn = controls.libs.get(Accounts).signIn('li@example.org', '');
    expect(await endOf(signIn)).toBe('auth.wrong_credentials');
  });

  it('gives somebody another role, or makes two accounts one person', async () => {
    const changeId = await inForce({ kind: 'user.role', userId: wang.id, role: 'approver' });
    expect(await controls.account(wang.id)).toMatchObject({ role: 'approver', changeId });
    await inForce({ kind: 'user.person', userId: wang.id, personId: ops.id });
    expect(await controls.account(wang.id)).toMatchObject({ personId: ops.id });
    await inForce({ kind: 'user.person', userId: wang.id, personId: wang.id });
    expect(await controls.account(wang.id)).toMatchObject({ personId: wang.id });
  });

  it('lets somebody in again, whose other changes of the time between hold as well', async () => {
    const role = await approved({ kind: 'user.role', userId: wang.id, role: 'auditor' });
    await controls.propose(ops, { kind: 'user.disable', userId: wang.id });
    const since = (await controls.account(wang.id))?.disabledAt;
    await controls.propose(ops, { kind: 'user.disable', userId: wang.id });
    await controls.comeIntoForce(role);
    expect(await controls.account(wang.id)).toMatchObject({ role: 'auditor', disabledAt: since });
    await inForce({ kind: 'user.enable', userId: wang.id });
    expect(await controls.account(wang.id)).toMatchObject({ disabledAt: null });
  });

  it('does so once, however often its job runs', async () => {
    const id = await approved({ kind: 'limit.set', name: 'draftsPerParty', value: 30 });
    await controls.comeIntoForce(id);
    await controls.propose(ops, { kind: 'limit.set', name: 'automaticApprovals', value: 0 });
    await inForce({ kind: 'limit.set', name: 'draftsPerParty', value: 40 });
    await duel(
      () => controls.apply(id),
      () => controls.apply(id),
    );
    expect(await controls.limit('draftsPerParty')).toBe(40);
    const { unitOfWork } = controls.libs;
    const records = await controls.libs.get(AuditTrail).of(unitOfWork.reads, 0, id);
    expect(records.map(({ action }) => action)).toEqual([
      'change.proposed',
      'change.approved',
      'change.applied',
    ]);
  });

  it('does nothing before it is approved, and nothing for an id of nothing', async () => {
    const id = await controls.propose(ops, { kind: 'user.invite', userId: wang.id });
    await controls.comeIntoForce(id);
    expect(await controls.statusOf(id)).toBe('awaiting_approval');
    await controls.apply('chg_01h455vb4pex5vsknk084sn02d');
  });

  it('is ordered by what came last, not by the clocks of two processes', async () => {
    await inForce({ kind: 'limit.set', name: 'draftsPerParty', value: 30 });
    controls.libs.clock.moveOn(-3_600_000);
    await controls.judge(
      zhao,
      await controls.propose(ops, { kind: 'limit.set', name: 'draftsPerParty', value: 5 }),
    );
    expect(await controls.limit('draftsPerParty')).toBe(5);
  });

  describe('and was stopped after it was proposed', () => {
    const STOPS: readonly [string, (id: string) => ChangeContent, (id: string) => ChangeContent][] =
      [
        [
          'to let somebody in who was shut out again',
          (userId) => ({ kind: 'user.disable', userId }),
          (userId) => ({ kind: 'user.enable', userId }),
        ],
        [
          'to let go the brake that was pulled again',
          () => ({ kind: 'limit.set', name: 'automaticApprovals', value: 0 }),
          () => ({ kind: 'limit.set', name: 'automaticApprovals', value: 1 }),
        ],
      ];

    it.each(STOPS)('fails: %s', async (_what, stop, letGo) => {
      await controls.propose(ops, stop(wang.id));
      const early = await approved(letGo(wang.id));
      controls.libs.clock.moveOn(DAY_MS - 60_000);
      await controls.propose(ops, stop(wang.id));
      controls.libs.clock.moveOn(60_000);
      const late = await approved(letGo(wang.id));
      await controls.apply(early);
      expect([await controls.statusOf(early), await problemOf(early)]).toEqual([
        'failed',
        'change.superseded',
      ]);
      await controls.comeIntoForce(late);
      expect(await controls.statusOf(late)).toBe('in_force');
    });
  });

  describe('and has become impossible', () => {
    it('fails with the reason, once and for all: the name was taken', async () => {
      const [first, second] = [
        await controls.proposeUser(ops, 'reviewer', { username: 'li@example.org' }),
        await controls.proposeUser(ops, 'auditor', { username: 'LI@example.org' }),
      ];
      for (const { changeId } of [first, second]) await controls.judge(zhao, changeId);
      await controls.comeIntoForce(first.changeId);
      await controls.apply(second.changeId);
      await controls.apply(second.changeId);
      expect(await controls.statusOf(second.changeId)).toBe('failed');
      expect(await problemOf(second.changeId)).toBe('account.username_taken');
      expect(await controls.account(second.userId)).toBeNull();
      expect(await endOf(controls.invite(zhao, second.changeId))).toBe('invitation.not_yet');
    });

    it('fails as well where two accounts would be lost count of', async () => {
      const second = await controls.hired('agent');
      const toOps = await approved({ kind: 'user.person', userId: second.id, personId: ops.id });
      const onward = await approved({ kind: 'user.person', userId: ops.id, personId: zhao.id });
      expect(await controls.statusOf(onward)).toBe('approved');
      await controls.comeIntoForce(toOps);
      await controls.apply(onward);
      expect(await problemOf(onward)).toBe('change.person_of_others');
    });
  });

  describe('is not even proposed', () => {
    const unknown = 'usr_01h455vb4pex5vsknk084sn02d';

    it.each<[string, string, (of: { wang: string; second: string }) => ChangeContent]>([
      [
        'change.unknown_user',
        'of an account that is not there',
        () => ({ kind: 'user.disable', userId: unknown }),
      ],
      [
        'change.unknown_user',
        'to a person who is not there',
        (of) => ({ kind: 'user.person', userId: of.wang, personId: unknown }),
      ],
      [
        'change.not_a_person',
        'to a person by their second account',
        (of) => ({ kind: 'user.person', userId: of.wang, personId: of.second }),
      ],
      [
        'change.party_missing',
        'to a claimant without payments',
        (of) => ({ kind: 'user.role', userId: of.wang, role: 'claimant' }),
      ],
      [
        'change.idle',
        'to the role that they have',
        (of) => ({ kind: 'user.role', userId: of.wang, role: 'reviewer' }),
      ],
      [
        'change.idle',
        'to the person who they are',
        (of) => ({ kind: 'user.person', userId: of.wang, personId: of.wang }),
      ],
      [
        'change.idle',
        'to the limit that holds',
        () => ({ kind: 'limit.set', name: 'draftsPerParty', value: 20 }),
      ],
      [
        'change.limit_out_of_range',
        'to a wild limit',
        () => ({ kind: 'limit.set', name: 'automaticApprovals', value: 2 }),
      ],
    ])('as %s: a change %s', async (code, _what, contentOf) => {
      const second = await controls.hired('agent', ops);
      const content = contentOf({ wang: wang.id, second: second.id });
      expect(await endOf(controls.propose(ops, content))).toBe(code);
    });

    it.each(['li\u200b@example.org', 'lі@example.org'])(
      'for a name that only looks like another one: %j',
      async (username) => {
        const attempt = controls.proposeUser(ops, 'auditor', { username });
        expect(await endOf(attempt)).toBe('account.username_unclear');
      },
    );

    it.each<[string, Role, { username?: string; partyId?: string; personId?: string }]>([
      ['account.username_taken', 'auditor', { username: '' }],
      ['change.party_missing', 'claimant', {}],
      ['change.unknown_user', 'auditor', { personId: unknown }],
    ])('as %s: a new %s', async (code, role, wish) => {
      const taken = (await controls.account(wang.id))?.username.toUpperCase() ?? '';
      const username = wish.username === undefined ? {} : { username: taken };
      const attempt = controls.proposeUser(ops, role, { ...wish, ...username });
      expect(await endOf(attempt)).toBe(code);
    });
  });
});
