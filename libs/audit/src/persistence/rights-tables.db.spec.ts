import type { Client } from 'pg';

import { HOUSE_LANE, newId } from '@app/kernel';
import type { Actor } from '@app/platform';

import { Controls, DAY_MS } from '../../../../test/support/controls';
import type { ChangeContent } from '../domain/controlled-change';

const NOBODY = 'usr_01h455vb4pex5vsknk084sn02d';
const LATER = new Date(Date.now() + 30 * DAY_MS);

/** What somebody can do who has the application's login, past all our code. */
describe('behind the application', () => {
  let controls: Controls;
  let app: Client;
  let ops: Actor;
  let zhao: Actor;
  let wang: string;

  beforeAll(async () => {
    controls = await Controls.start();
    ops = await controls.hired('operator');
    zhao = await controls.hired('approver');
    app = await controls.libs.connectAs('ganpei_app');
  });
  afterAll(async () => {
    await controls.stop();
  });
  beforeEach(async () => {
    wang = await staff('reviewer');
  });

  const attempt = (sql: string, values: unknown[] = []): Promise<string> =>
    controls.attempt(app, sql, values);
  const staff = (role: 'reviewer'): Promise<string> => controls.appointed(role);
  const insertUser = (role: string, changeId: string | null, id = newId('usr', 0)) =>
    attempt(
      `INSERT INTO users (id, username, password_hash, name, role, party_id, change_id, created_at)
       VALUES ($1, $1, 'none', 'Somebody', $2, 'u_1', $3, now())`,
      [id, role, changeId],
    );
  const approved = async (content: ChangeContent): Promise<string> => {
    const id = await controls.propose(ops, content);
    await controls.judge(zhao, id);
    return id;
  };
  const insertApplied = (id: string, appliedAt = LATER) =>
    attempt('INSERT INTO applied_changes (change_id, applied_at) VALUES ($1, $2)', [id, appliedAt]);
  const inTransaction = async (...steps: (() => Promise<string>)[]): Promise<string[]> => {
    await app.query('BEGIN');
    const ends: string[] = [];
    for (const step of steps) {
      ends.push(await step());
      if (ends.at(-1) !== 'done') break;
    }
    await app.query('ROLLBACK');
    return ends;
  };

  describe('an account of staff', () => {
    it('cannot be made, but one of a claimant can', async () => {
      expect(await insertUser('approver', null)).toBe('users_approved_change');
      expect(await insertUser('approver', NOBODY)).toBe('users_approved_change');
      expect(await insertUser('claimant', null)).toBe('done');
    });

    it.each([
      ['another role', `role = 'approver'`],
      ['another person', `person_id = '${NOBODY}'`],
      ['no disabling', 'disabled_at = NULL'],
    ])('cannot be given %s', async (_what, assignment) => {
      await attempt('UPDATE users SET disabled_at = now() WHERE id = $1', [wang]);
      const set = `UPDATE users SET ${assignment} WHERE id = $1`;
      expect(await attempt(set, [wang])).toBe('users_approved_change');
    });

    it.each(['password_hash', 'username', 'party_id', 'name', 'id'])(
      'cannot be given another %s',
      async (column) => {
        expect(await attempt(`UPDATE users SET ${column} = 'other' WHERE id = $1`, [wang])).toBe(
          '42501',
        );
      },
    );

    it('cannot become one of the demo, nor come back from there', async () => {
      expect(await attempt('UPDATE users SET demo = NOT demo')).toBe('42501');
      expect(await attempt('DELETE FROM users')).toBe('42501');
    });

    it('can be shut out', async () => {
      expect(await attempt('UPDATE users SET disabled_at = now() WHERE id = $1', [wang])).toBe(
        'done',
      );
    });

    it('gets exactly what was approved, in the transaction in which that comes into force', async () => {
      const id = await approved({ kind: 'user.role', userId: wang, role: 'agent' });
      const setRole =
        (role: string, userId = wang) =>
        () =>
          attempt('UPDATE users SET role = $2, change_id = $3 WHERE id = $1', [userId, role, id]);
      const apply = (): Promise<string> => insertApplied(id);
      expect(await inTransaction(setRole('agent'))).toEqual(['users_approved_change']);
      expect(await inTransaction(apply, setRole('agent'))).toEqual(['done', 'done']);
      for (const other of [setRole('approver'), setRole('agent', await staff('reviewer'))]) {
        expect(await inTransaction(apply, other)).toEqual(['done', 'users_approved_change']);
      }
      await controls.comeIntoForce(id);
      await attempt('UPDATE users SET disabled_at = now() WHERE id = $1', [wang]);
      const back = await approved({ kind: 'user.role', userId: wang, role: 'reviewer' });
      await controls.comeIntoForce(back);
      expect(await setRole('agent')()).toBe('users_approved_change');
    });

    it('is made with exactly the name, the payments and the person that were approved', async () => {
      const { changeId, userId, username } = await controls.proposeUser(ops, 'agent');
      await controls.judge(zhao, changeId);
      const insert = (values: { name?: string; party?: string; person?: string }) => () =>
        attempt(
          `INSERT INTO users (id, username, password_hash, name, role, party_id, person_id, change_id, created_at)
           VALUES ($1, $2, 'none', 'Somebody', 'agent', $3, $4, $5, now())`,
          [userId, values.name ?? username, values.party ?? null, values.person ?? null, changeId],
        );
      const apply = (): Promise<string> => insertApplied(changeId);
      expect(await inTransaction(apply, insert({}))).toEqual(['done', 'done']);
      for (const other of [{ name: 'other' }, { party: 'u_1' }, { person: zhao.id }]) {
        const ends = await inTransaction(apply, insert(other));
        expect(ends).toEqual(['done', 'users_approved_change']);
      }
    });
  });

  it('a limit is set by an approved change, to what that says', async () => {
    const name = 'draftsPerParty';
    const id = await approved({ kind: 'limit.set', name, value: 100 });
    const set = (limit: string, value: number) => () =>
      attempt(
        'INSERT INTO limit_values (change_id, name, version, value, set_at) VALUES ($1, $2, 1, $3, now())',
        [id, limit, value],
      );
    const apply = (): Promise<string> => insertApplied(id);
    expect(await inTransaction(set(name, 100))).toEqual(['limit_values_approved']);
    expect(await inTransaction(apply, set(name, 100))).toEqual(['done', 'done']);
    for (const other of [set(name, 101), set('claimsPerPartyPerDay', 100)]) {
      expect(await inTransaction(apply, other)).toEqual(['done', 'limit_values_approved']);
    }
  });

  it('an invitation comes from an approved change, and only ends', async () => {
    const id = await approved({ kind: 'user.invite', userId: wang });
    const invite = (
      userId: string,
      to: string,
      wish: { changeId?: string; usedAt?: Date } = {},
    ): Promise<string> =>
      attempt(
        `INSERT INTO user_invitations (token_hash, user_id, change_id, issued_to, expires_at, used_at)
         VALUES ($1, $2, $3, $4, now() + interval '1 hour', $5)`,
        [newId('usr', HOUSE_LANE), userId, wish.changeId ?? id, to, wish.usedAt ?? null],
      );
    const refused = 'user_invitations_approved';
    expect(await invite(wang, zhao.id)).toBe(refused);
    const role = await approved({ kind: 'user.role', userId: wang, role: 'agent' });
    await controls.comeIntoForce(id);
    await controls.apply(role);
    expect(await invite(wang, zhao.id, { changeId: role })).toBe(refused);
    expect(await invite(wang, zhao.id, { usedAt: new Date() })).toBe(refused);
    expect(await invite(await staff('reviewer'), zhao.id)).toBe(refused);
    expect(await invite(wang, ops.id)).toBe(refused);
    expect(await invite(wang, zhao.id)).toBe('done');
    const { token } = await controls.invite(zhao, id);
    await controls.accept(token, 'four brown horses');
    expect(await invite(wang, zhao.id)).toBe(refused);
    const until = (time: string) =>
      attempt(`UPDATE user_invitations SET expires_at = ${time} WHERE user_id = $1`, [wang]);
    expect(await until(`now() + interval '1 year'`)).toBe('user_invitations_only_end');
    expect(await until('now()')).toBe('done');
    expect(await attempt('UPDATE user_invitations SET used_at = NULL')).toBe('42501');
    expect(await attempt('DELETE FROM user_invitations')).toBe('42501');
  });

  it('a password is chosen with the token, which stands nowhere', async () => {
    const id = await approved({ kind: 'user.invite', userId: wang });
    await controls.comeIntoForce(id);
    await controls.invite(zhao, id);
    const hash = `(SELECT token_hash FROM user_invitations WHERE user_id = '${wang}')`;
    await attempt(`SELECT accept_invitation(${hash}, 'mine', now())`);
    expect((await controls.account(wang))?.passwordHash).toBe('none');
  });

  it('a password is chosen for nobody who was shut out', async () => {
    const id = await approved({ kind: 'user.invite', userId: wang });
    await controls.comeIntoForce(id);
    const { token } = await controls.invite(zhao, id);
    await attempt('UPDATE users SET disabled_at = now() WHERE id = $1', [wang]);
    await attempt(`SELECT accept_invitation($1, 'mine', $2)`, [token, controls.libs.clock.now()]);
    expect((await controls.account(wang))?.passwordHash).toBe('none');
  });
});
