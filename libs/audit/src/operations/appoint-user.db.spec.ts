import { Accounts } from '@app/platform';
import type { Actor, Role, Tx } from '@app/platform';

import { Controls } from '../../../../test/support/controls';
import { endOf } from '../../../../test/support/duels';
import { AuditTrail } from '../audit-trail';
import type { NewUser } from '../domain/controlled-change';
import { AppointUser } from './appoint-user';
import { ReplacePassword } from './replace-password';

const PASSWORD = 'four brown horses';

describe('from the command line', () => {
  let controls: Controls;
  let ops: Actor;

  beforeAll(async () => {
    controls = await Controls.start();
    ops = await controls.hired('operator');
  });
  afterAll(async () => {
    await controls.stop();
  });

  const asOwner = <Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> =>
    controls.run(async (tx) => {
      await tx.query('SET LOCAL ROLE ganpei_owner');
      return work(tx);
    });
  const appoint = (
    username: string,
    role: Role,
    wish: { readonly password?: string } & Partial<NewUser> = {},
  ) => {
    const { password = PASSWORD, ...person } = wish;
    const newUser = { username, name: 'First', partyId: null, personId: null, ...person };
    const input = { newUser, role, password, systemUser: 'root' };
    return (tx: Tx): Promise<string> => controls.libs.get(AppointUser).run(tx, input);
  };
  const replace = (username: string, password: string) => (tx: Tx) =>
    controls.libs.get(ReplacePassword).run(tx, { username, password, systemUser: 'root' });
  const signIn = (username: string, password = PASSWORD): Promise<string> =>
    endOf(controls.libs.get(Accounts).signIn(username, password));
  const acts = async (id: string): Promise<object[]> =>
    controls.libs.get(AuditTrail).of(controls.libs.unitOfWork.reads, 0, id);

  it('the owner of the tables makes the first people, and the trail says so', async () => {
    const id = await asOwner(appoint(' First@Example.org', 'operator'));
    expect(await signIn('first@example.org')).toBe('done');
    expect(await controls.account(id)).toMatchObject({ role: 'operator', demo: false });
    expect(await acts(id)).toMatchObject([
      { action: 'user.appointed', facts: { role: 'operator', systemUser: 'root' } },
    ]);
  });

  it('the application makes nobody so', async () => {
    await expect(controls.run(appoint('second@example.org', 'operator'))).rejects.toMatchObject({
      constraint: 'users_approved_change',
    });
  });

  it.each<[string, string, Role, { password?: string; personId?: string }]>([
    ['password.weak', 'third@example.org', 'operator', { password: 'short' }],
    ['change.party_missing', 'third@example.org', 'claimant', {}],
    ['change.unknown_user', 'third@example.org', 'approver', { personId: 'usr_none' }],
  ])('nobody is made as %s', async (code, username, role, wish) => {
    expect(await endOf(asOwner(appoint(username, role, wish)))).toBe(code);
  });

  it('nobody is made twice', async () => {
    await asOwner(appoint('fourth@example.org', 'operator'));
    const again = asOwner(appoint('Fourth@example.org', 'approver'));
    expect(await endOf(again)).toBe('account.username_taken');
  });

  it('the owner replaces a password, and the trail says so', async () => {
    const id = await asOwner(appoint('fifth@example.org', 'approver'));
    await asOwner(replace(' FIFTH@example.org', 'five brown horses'));
    expect(await signIn('fifth@example.org')).toBe('auth.wrong_credentials');
    expect(await signIn('fifth@example.org', 'five brown horses')).toBe('done');
    expect(await acts(id)).toMatchObject([
      { action: 'user.appointed' },
      { action: 'user.password_replaced', facts: { systemUser: 'root' } },
    ]);
  });

  it('a password that is replaced ends the invitations to the account', async () => {
    const zhao = await controls.hired('approver');
    const { changeId, username } = await controls.proposeUser(ops, 'reviewer');
    await controls.judge(zhao, changeId);
    await controls.comeIntoForce(changeId);
    const { token } = await controls.invite(zhao, changeId);
    await asOwner(replace(username, PASSWORD));
    expect(await endOf(controls.accept(token, 'five brown horses'))).toBe('invitation.not_valid');
  });

  it('a password is replaced for nobody unknown, by no weak one, and not by the application', async () => {
    const { username } = (await controls.account(ops.id))!;
    expect(await endOf(asOwner(replace('nobody', PASSWORD)))).toBe('account.unknown');
    expect(await endOf(asOwner(replace(username, 'short')))).toBe('password.weak');
    await expect(controls.run(replace(username, PASSWORD))).rejects.toMatchObject({
      code: '42501',
    });
  });
});
