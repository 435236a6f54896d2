import type { Client } from 'pg';

import { HOUSE_LANE, newId } from '@app/kernel';
import type { Actor } from '@app/platform';

import { Controls, DAY_MS } from '../../../../test/support/controls';

const NOBODY = 'usr_01h455vb4pex5vsknk084sn02d';
const LATER = new Date(Date.now() + 30 * DAY_MS);

/** What somebody can write down who has the application's login, past all our code. */
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
    wang = await controls.appointed('reviewer');
    app = await controls.libs.connectAs('ganpei_app');
  });
  afterAll(async () => {
    await controls.stop();
  });

  const attempt = (sql: string, values: unknown[]): Promise<string> =>
    controls.attempt(app, sql, values);

  describe('a change', () => {
    const apply = (id: string, at = LATER): Promise<string> =>
      attempt('INSERT INTO applied_changes (change_id, applied_at) VALUES ($1, $2)', [id, at]);
    const propose = (values: Partial<Record<string, unknown>>): Promise<string> => {
      const usual = {
        content: { kind: 'user.role', userId: wang, role: 'approver' },
        weakens: true,
        approvals: 1,
        by: ops.id,
        person: ops.personId,
      };
      const { content, weakens, approvals, by, person } = { ...usual, ...values };
      return attempt(
        `INSERT INTO controlled_changes (id, content, weakens, approvals_required, reason, digest, proposed_by,
           proposed_by_person, proposed_at) VALUES ($1, $2, $3, $4, 'Wanted.', 'd', $5, $6, now())`,
        [newId('chg', HOUSE_LANE), JSON.stringify(content), weakens, approvals, by, person],
      );
    };

    it.each<[string, Record<string, unknown>, string]>([
      ['without an approval', { approvals: 0 }, 'controlled_changes_approvals_check'],
      [
        'without an approval, for letting the brake go',
        {
          approvals: 0,
          content: { kind: 'limit.set', name: 'automaticApprovals', value: 1 },
        },
        'controlled_changes_approvals_check',
      ],
      ['without a day', { weakens: false }, 'controlled_changes_weakens_check'],
      ['by nobody', { by: NOBODY, person: NOBODY }, 'controlled_changes_operator'],
      ['by somebody as another person', { person: NOBODY }, 'controlled_changes_operator'],
    ])('is not proposed %s', async (_how, values, constraint) => {
      expect(await propose(values)).toBe(constraint);
    });

    it('is proposed by an operator', async () => {
      expect(await propose({})).toBe('done');
      expect(await propose({ by: zhao.id, person: zhao.personId })).toBe(
        'controlled_changes_operator',
      );
    });

    const judge = async (
      changeId: string,
      { id, personId }: Pick<Actor, 'id' | 'personId'>,
      waitMs = DAY_MS,
    ): Promise<string> => {
      const { change } = await controls.found(changeId);
      return attempt(
        `INSERT INTO controlled_change_approvals (change_id, verdict, digest, proposed_by_person, note, approver_id,
           approver_person, approved_at, effective_at) VALUES ($1, 'approve', $2, $3, 'Yes.', $4, $5, $6, $7)`,
        [
          changeId,
          change.digest,
          change.proposedByPerson,
          id,
          personId,
          new Date(0),
          new Date(waitMs),
        ],
      );
    };

    it('is approved by somebody who may, and is not concerned', async () => {
      const id = await controls.propose(ops, { kind: 'user.role', userId: zhao.id, role: 'agent' });
      const li = await controls.hired('approver');
      const eyes = 'controlled_change_approvals_eyes';
      const other = 'controlled_change_approvals_other_eyes';
      expect(await judge(id, ops)).toBe(other);
      expect(await judge(id, { id: li.id, personId: NOBODY })).toBe(eyes);
      expect(await judge(id, { id: wang, personId: wang })).toBe(eyes);
      expect(await judge(id, zhao)).toBe(eyes);
      expect(await judge(id, li, DAY_MS - 1)).toBe(eyes);
      const leaver = await controls.hired('approver');
      await controls.propose(ops, { kind: 'user.disable', userId: leaver.id });
      expect(await judge(id, leaver)).toBe(eyes);
      expect(await judge(id, li)).toBe('done');
    });

    it('is not approved by the person whose further account it would be', async () => {
      const wish = { personId: zhao.id };
      const { changeId } = await controls.proposeUser(ops, 'operator', wish);
      expect(await judge(changeId, zhao)).toBe('controlled_change_approvals_eyes');
    });

    it('does not undo what somebody stopped after it was proposed', async () => {
      const userId = await controls.appointed('reviewer');
      await controls.propose(ops, { kind: 'user.disable', userId });
      const id = await controls.propose(ops, { kind: 'user.enable', userId });
      await controls.judge(zhao, id);
      controls.libs.clock.moveOn(1);
      await controls.propose(ops, { kind: 'user.disable', userId });
      expect(await apply(id)).toBe('applied_changes_approved');
    });

    it('is approved as it was proposed', async () => {
      const id = await controls.propose(ops, { kind: 'user.invite', userId: wang });
      const other = `INSERT INTO controlled_change_approvals (change_id, verdict, digest, proposed_by_person, note,
         approver_id, approver_person, approved_at, effective_at)
         VALUES ($1, 'approve', 'other', $2, 'Yes.', $3, $3, now(), now() + interval '2 days')`;
      expect(await attempt(other, [id, ops.personId, zhao.id])).toBe(
        'controlled_change_approvals_content_fk',
      );
    });

    it('is judged no more once it is in force', async () => {
      const id = await controls.propose(ops, { kind: 'user.disable', userId: wang });
      expect(await judge(id, zhao)).toBe('controlled_change_approvals_eyes');
    });

    it('is not approved any more once it was returned', async () => {
      const id = await controls.propose(ops, { kind: 'user.invite', userId: wang });
      await controls.judge(zhao, id, 'return');
      expect(await judge(id, zhao)).toBe('controlled_change_approvals_eyes');
    });

    it('does not come into force unapproved, before its time, or returned', async () => {
      const id = await controls.propose(ops, { kind: 'user.invite', userId: wang });
      expect(await apply(id)).toBe('applied_changes_approved');
      const { approval } = await controls.judge(zhao, id);
      const early = new Date(approval!.effectiveAt!.getTime() - 1);
      expect(await apply(id, early)).toBe('applied_changes_approved');
      await controls.judge(ops, id, 'return');
      expect(await apply(id)).toBe('applied_changes_approved');
    });
  });
});
