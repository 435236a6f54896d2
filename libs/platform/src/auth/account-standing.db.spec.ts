import { setTimeout as sleep } from 'node:timers/promises';

import { TestLibs } from '../../../../test/support/test-libs';
import { endOf } from '../../../../test/support/duels';
import { AccountStanding } from './account-standing';
import { Accounts } from './accounts';
import { SYSTEM } from './actor';
import type { Actor } from './actor';
import type { Role } from './roles';
import { UserEntity } from './user.entity';

describe('the standing of an account', () => {
  let libs: TestLibs;
  let numbers = 0;
  beforeAll(async () => {
    libs = await TestLibs.start();
  });
  afterAll(async () => {
    await libs.stop();
  });

  async function hired(role: Role): Promise<Actor> {
    numbers += 1;
    const named = { username: `staff-${numbers}`, name: 'Somebody', role };
    const account = { ...named, password: 'pw', demo: true };
    const id = await libs.inTransaction((tx) => libs.get(Accounts).add(tx, account));
    return { id, role, name: 'Somebody', partyId: null, personId: id };
  }
  const ask = (actor: Actor): Promise<string> =>
    endOf(libs.inTransaction((tx) => libs.get(AccountStanding).require(tx, actor)));
  const change = (actor: Actor, to: Partial<UserEntity>): Promise<unknown> =>
    libs.inTransaction((tx) => tx.update(UserEntity, { id: actor.id }, to));

  it('is good as long as the account has the role that it asked with', async () => {
    expect(await ask(await hired('approver'))).toBe('done');
    expect(await ask(SYSTEM)).toBe('done');
  });

  it('is lost with the role, with the account, and for whoever has none', async () => {
    const approver = await hired('approver');
    await change(approver, { role: 'auditor' });
    expect(await ask(approver)).toBe('auth.role_changed');
    await change(approver, { role: 'approver', disabledAt: new Date() });
    expect(await ask(approver)).toBe('auth.account_disabled');
    expect(await ask({ ...approver, id: 'usr_nobody' })).toBe('auth.account_disabled');
  });

  it('is not taken away while something hangs on it', async () => {
    const approver = await hired('approver');
    const order: string[] = [];
    let revoked: Promise<unknown> = Promise.resolve();
    await libs.inTransaction(async (tx) => {
      await libs.get(AccountStanding).require(tx, approver);
      revoked = change(approver, { role: 'auditor' }).then(() => order.push('revoked'));
      await sleep(100);
      order.push('done');
    });
    await revoked;
    expect(order).toEqual(['done', 'revoked']);
  });
});
