import { Accounts } from '@app/platform';
import type { Actor } from '@app/platform';

import { Controls, DAY_MS } from '../../../../test/support/controls';
import { duel, endOf } from '../../../../test/support/duels';
import { AuditTrail } from '../audit-trail';

const PASSWORD = 'four brown horses';
const HOUR_MS = 3_600_000;

describe('an invitation', () => {
  let controls: Controls;
  let ops: Actor;
  let zhao: Actor;

  beforeEach(async () => {
    controls = await Controls.start();
    ops = await controls.hired('operator');
    zhao = await controls.hired('approver');
  });
  afterEach(async () => {
    await controls.stop();
  });

  const newcomer = async (): Promise<{ changeId: string; userId: string; username: string }> => {
    const proposed = await controls.proposeUser(ops, 'reviewer');
    await controls.judge(zhao, proposed.changeId);
    await controls.comeIntoForce(proposed.changeId);
    return proposed;
  };
  const invitedAnew = async (userId: string): Promise<string> => {
    const changeId = await controls.propose(ops, { kind: 'user.invite', userId });
    await controls.judge(zhao, changeId);
    await controls.comeIntoForce(changeId);
    return changeId;
  };
  const signIn = (username: string, password = PASSWORD): Promise<string> =>
    endOf(controls.libs.get(Accounts).signIn(username, password));

  it('lets somebody choose a password, and sign in with it', async () => {
    const { changeId, userId, username } = await newcomer();
    const { token, expiresAt, ...rest } = await controls.invite(zhao, changeId);
    expect(rest).toEqual({ userId });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(expiresAt.getTime()).toBeGreaterThan(controls.libs.clock.now().getTime() + 71 * HOUR_MS);
    await controls.accept(token, PASSWORD);
    expect(await signIn(username)).toBe('done');
    const { unitOfWork } = controls.libs;
    const records = await controls.libs.get(AuditTrail).of(unitOfWork.reads, 0, userId);
    expect(records).toMatchObject([
      { action: 'user.invited', actorId: zhao.id, facts: { changeId } },
      { action: 'user.password_set', actorId: 'system', facts: { changeId } },
    ]);
  });

  it('is kept nowhere as it is told', async () => {
    const { changeId } = await newcomer();
    const { token } = await controls.invite(zhao, changeId);
    const kept = await controls.libs.unitOfWork.reads.query<unknown[]>(
      'SELECT to_jsonb(i) AS row FROM user_invitations i UNION ALL SELECT to_jsonb(a) FROM audit_records a',
    );
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it('goes to whoever approved, in whichever account, and to nobody else', async () => {
    const { changeId } = await newcomer();
    const li = await controls.hired('approver');
    for (const other of [ops, li]) {
      expect(await endOf(controls.invite(other, changeId))).toBe('change.not_found');
    }
    const second = await controls.hired('operator', zhao);
    expect(await endOf(controls.invite(second, changeId))).toBe('done');
    await controls.propose(ops, { kind: 'user.disable', userId: zhao.id });
    expect(await endOf(controls.invite(zhao, changeId))).toBe('auth.account_disabled');
  });

  it('comes when the change is in force, and with a change that needs one', async () => {
    const early = await controls.proposeUser(ops, 'reviewer');
    expect(await endOf(controls.invite(zhao, early.changeId))).toBe('change.not_found');
    await controls.judge(zhao, early.changeId);
    expect(await endOf(controls.invite(zhao, early.changeId))).toBe('invitation.not_yet');
    const role = { kind: 'user.role', userId: ops.id, role: 'auditor' } as const;
    const otherOps = await controls.hired('operator');
    const changeId = await controls.propose(otherOps, role);
    await controls.judge(zhao, changeId);
    expect(await endOf(controls.invite(zhao, changeId))).toBe('invitation.none');
  });

  it('works once, also for two who come at the same time', async () => {
    const { changeId } = await newcomer();
    const { token } = await controls.invite(zhao, changeId);
    const ends = await duel(
      () => controls.accept(token, PASSWORD),
      () => controls.accept(token, `${PASSWORD} of mine`),
    );
    expect(ends).toEqual(['done', 'invitation.not_valid']);
    expect(await endOf(controls.accept(token, PASSWORD))).toBe('invitation.not_valid');
  });

  it('is good for 72 hours', async () => {
    const { changeId } = await newcomer();
    const { token } = await controls.invite(zhao, changeId);
    controls.libs.clock.moveOn(72 * HOUR_MS);
    expect(await endOf(controls.accept(token, PASSWORD))).toBe('invitation.not_valid');
    const again = await controls.invite(zhao, changeId);
    controls.libs.clock.moveOn(71 * HOUR_MS);
    expect(await endOf(controls.accept(again.token, PASSWORD))).toBe('done');
  });

  it('is replaced by the next one, and by one of a later change', async () => {
    const { changeId, userId } = await newcomer();
    const first = await controls.invite(zhao, changeId);
    const second = await controls.invite(zhao, changeId);
    expect(await endOf(controls.accept(first.token, PASSWORD))).toBe('invitation.not_valid');
    const third = await controls.invite(zhao, await invitedAnew(userId));
    expect(await endOf(controls.accept(second.token, PASSWORD))).toBe('invitation.not_valid');
    expect(await endOf(controls.accept(third.token, PASSWORD))).toBe('done');
  });

  it('comes no more once a password was chosen, until another change asks for one', async () => {
    const { changeId, userId, username } = await newcomer();
    await controls.accept((await controls.invite(zhao, changeId)).token, PASSWORD);
    expect(await endOf(controls.invite(zhao, changeId))).toBe('invitation.accepted');
    const [earlier, later] = [await invitedAnew(userId), await invitedAnew(userId)];
    const { token } = await controls.invite(zhao, later);
    await controls.accept(token, 'five brown horses');
    for (const one of [changeId, earlier, later]) {
      expect(await endOf(controls.invite(zhao, one))).toBe('invitation.accepted');
    }
    expect([await signIn(username), await signIn(username, 'five brown horses')]).toEqual([
      'auth.wrong_credentials',
      'done',
    ]);
  });

  it('comes within two weeks of its change, and not by one that lay there', async () => {
    const { changeId } = await newcomer();
    controls.libs.clock.moveOn(14 * DAY_MS - 60_000);
    expect(await endOf(controls.invite(zhao, changeId))).toBe('done');
    controls.libs.clock.moveOn(60_000);
    expect(await endOf(controls.invite(zhao, changeId))).toBe('invitation.too_late');
  });

  it('is over for somebody who was shut out, and stays so when they are let in again', async () => {
    const { changeId, userId } = await newcomer();
    const { token } = await controls.invite(zhao, changeId);
    await controls.propose(ops, { kind: 'user.disable', userId });
    expect(await endOf(controls.accept(token, PASSWORD))).toBe('invitation.not_valid');
    expect(await endOf(controls.invite(zhao, changeId))).toBe('invitation.account_disabled');
    const enabled = await controls.propose(ops, { kind: 'user.enable', userId });
    await controls.judge(zhao, enabled);
    controls.libs.clock.moveOn(DAY_MS);
    await controls.apply(enabled);
    expect(await endOf(controls.accept(token, PASSWORD))).toBe('invitation.not_valid');
    const again = await controls.invite(zhao, changeId);
    expect(await endOf(controls.accept(again.token, PASSWORD))).toBe('done');
  });

  it('takes no weak password, and is good for a better one', async () => {
    const { changeId } = await newcomer();
    const { token } = await controls.invite(zhao, changeId);
    expect(await endOf(controls.accept(token, 'too short'))).toBe('password.weak');
    expect(await endOf(controls.accept(token, PASSWORD))).toBe('done');
  });

  it('cannot be guessed', async () => {
    expect(await endOf(controls.accept('', PASSWORD))).toBe('invitation.not_valid');
    expect(await endOf(controls.accept('A'.repeat(43), PASSWORD))).toBe('invitation.not_valid');
  });
});
