import { TestLibs } from '../../../../test/support/test-libs';
import { problemOf } from '../http/known-errors';
import { Accounts } from './accounts';
import type { NewAccount } from './accounts';
import { UserEntity } from './user.entity';

const LIN: NewAccount = {
  username: ' Lin@Example.org ',
  password: 'correct horse',
  name: 'Lin',
  role: 'claimant',
  partyId: 'u_1001',
};
const DEMO: NewAccount = { ...LIN, username: 'demo', demo: true };

describe.each([true, false])('local accounts, when demo mode is %s', (demo) => {
  let libs: TestLibs;
  let accounts: Accounts;
  let lin: string;
  let demoLin: string;

  beforeAll(async () => {
    libs = await TestLibs.start({ demo });
    accounts = libs.get(Accounts);
    lin = await libs.inTransaction((tx) => accounts.add(tx, LIN));
    demoLin = await libs.inTransaction((tx) => accounts.add(tx, DEMO));
  });
  afterAll(async () => {
    await libs.stop();
  });

  it('let somebody in with name and password', async () => {
    const actor = { id: lin, role: 'claimant', name: 'Lin', partyId: 'u_1001', personId: lin };
    expect(await accounts.signIn('lin@example.org', 'correct horse')).toEqual(actor);
    expect(await accounts.actor(lin)).toEqual(actor);
  });

  it.each(['LIN@EXAMPLE.ORG', '  lin@example.org'])('know %j as the same name', async (name) => {
    expect(await accounts.signIn(name, 'correct horse')).toMatchObject({ id: lin });
  });

  it('say the same of a wrong password and of a name that nobody has', async () => {
    const refusals = await Promise.allSettled([
      accounts.signIn('lin@example.org', 'wrong horse'),
      accounts.signIn('nobody@example.org', 'correct horse'),
      accounts.signIn('lin@example.org', ''),
    ]);
    const [first] = refusals;
    expect(first).toMatchObject({
      reason: { kind: 'unauthenticated', code: 'auth.wrong_credentials', details: {} },
    });
    expect(refusals.map((refusal) => (refusal as PromiseRejectedResult).reason as Error)).toEqual(
      refusals.map(() => (first as PromiseRejectedResult).reason as Error),
    );
  });

  it(`let demo accounts ${demo ? 'in' : 'stay out, also with a token of earlier'}`, async () => {
    const attempts = [accounts.signIn('demo', 'correct horse'), accounts.actor(demoLin)];
    const ends = await Promise.allSettled(attempts);
    const wanted = demo ? 'fulfilled' : 'rejected';
    expect(ends.map(({ status }) => status)).toEqual([wanted, wanted]);
  });

  it('shut a disabled account out at once', async () => {
    const account = { ...LIN, username: 'leaver' };
    const id = await libs.inTransaction((tx) => accounts.add(tx, account));
    await accounts.actor(id);
    await libs.inTransaction((tx) =>
      tx.update(UserEntity, { id }, { disabledAt: libs.clock.now() }),
    );
    await expect(accounts.signIn('leaver', 'correct horse')).rejects.toMatchObject({
      code: 'auth.wrong_credentials',
    });
    await expect(accounts.actor(id)).rejects.toMatchObject({ code: 'auth.account_disabled' });
  });

  it('know nobody by an id that was never given', async () => {
    await expect(accounts.actor('usr_none')).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  it('keep no password, but a hash that is slow to try', async () => {
    const { passwordHash } = await libs.unitOfWork.reads.findOneByOrFail(UserEntity, { id: lin });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=\d{5,},t=\d,p=\d\$/);
    expect(passwordHash).not.toContain('horse');
  });

  it.each(['LIN@example.org', 'ｌｉｎ@example.org'])(
    'refuse a name twice: %j',
    async (username) => {
      const again = libs.inTransaction((tx) => accounts.add(tx, { ...LIN, username }));
      const [refusal] = await Promise.allSettled([again]);
      expect(problemOf((refusal as PromiseRejectedResult).reason)).toMatchObject({
        kind: 'conflict',
        code: 'account.username_taken',
      });
    },
  );

  it('refuse a name that only looks like another one', async () => {
    for (const username of ['lin\u200b@example.org', 'lіn@example.org']) {
      await expect(
        libs.inTransaction((tx) => accounts.add(tx, { ...LIN, username })),
      ).rejects.toMatchObject({ code: 'account.username_unclear' });
    }
  });

  it('refuse a claimant whose payments nobody would know', async () => {
    const { password, name, role } = LIN;
    const nobody = { username: 'nobody', password, name, role };
    await expect(libs.inTransaction((tx) => accounts.add(tx, nobody))).rejects.toMatchObject({
      constraint: 'users_claimant_has_party',
    });
  });
});
