import type { Actor } from '@app/platform';

import { Controls, DAY_MS } from '../../../../test/support/controls';
import { duel, endOf } from '../../../../test/support/duels';
import { applyChangeJob } from '../audit.jobs';
import { AuditTrail } from '../audit-trail';
import type { ChangeContent } from '../domain/controlled-change';

const MORE_CLAIMS = { kind: 'limit.set', name: 'claimsPerPartyPerDay', value: 50 } as const;
const BRAKE = { kind: 'limit.set', name: 'automaticApprovals', value: 0 } as const;
const NO_BRAKE = { ...BRAKE, value: 1 } as const;

describe('a change of rights and limits', () => {
  let controls: Controls;
  let ops: Actor;
  let otherOps: Actor;
  let zhao: Actor;
  let li: Actor;

  beforeEach(async () => {
    controls = await Controls.start();
    ops = await controls.hired('operator');
    otherOps = await controls.hired('operator');
    zhao = await controls.hired('approver');
    li = await controls.hired('approver');
  });
  afterEach(async () => {
    await controls.stop();
  });

  const limitSetTo = (value: number): ChangeContent => ({ ...MORE_CLAIMS, value });
  const jobsOf = async (changeId: string): Promise<number> => {
    const rows = await controls.libs.unitOfWork.reads.query<unknown[]>(
      `SELECT FROM bullmq.job WHERE queue = 'apply-change' AND data ->> 'changeId' = $1`,
      [changeId],
    );
    return rows.length;
  };
  const due = async (): Promise<string[]> => {
    const { clock, unitOfWork } = controls.libs;
    const found = await applyChangeJob.findDue(unitOfWork.reads, clock.now(), 100);
    return found.map(({ changeId }) => changeId);
  };

  describe('needs another person', () => {
    it('than the one who proposed it', async () => {
      const id = await controls.propose(ops, MORE_CLAIMS);
      expect(await controls.statusOf(id)).toBe('awaiting_approval');
      expect(await endOf(controls.judge(ops, id))).toBe('approval.own_hand');
      const second = await controls.hired('approver', ops);
      expect(await endOf(controls.judge(second, id))).toBe('approval.own_hand');
      expect(await endOf(controls.judge(otherOps, id))).toBe('done');
    });

    it('than the one whose rights it is about', async () => {
      const enough = { kind: 'user.role', userId: zhao.id, role: 'operator' } as const;
      const id = await controls.propose(ops, enough);
      expect(await endOf(controls.judge(zhao, id))).toBe('approval.own_rights');
      const second = await controls.hired('operator', zhao);
      expect(await endOf(controls.judge(second, id))).toBe('approval.own_rights');
      expect(await endOf(controls.judge(li, id))).toBe('done');
    });

    it('than the one whose further account it would be', async () => {
      const { changeId } = await controls.proposeUser(ops, 'operator', { personId: zhao.id });
      expect(await endOf(controls.judge(zhao, changeId))).toBe('approval.own_rights');
      const second = await controls.hired('approver', zhao);
      expect(await endOf(controls.judge(second, changeId))).toBe('approval.own_rights');
      expect(await endOf(controls.judge(li, changeId))).toBe('done');
    });

    it('who is still who they were when they asked', async () => {
      const id = await controls.propose(ops, MORE_CLAIMS);
      await controls.propose(otherOps, { kind: 'user.disable', userId: zhao.id });
      expect(await endOf(controls.judge(zhao, id))).toBe('auth.account_disabled');
      await controls.propose(otherOps, { kind: 'user.disable', userId: ops.id });
      expect(await endOf(controls.propose(ops, MORE_CLAIMS))).toBe('auth.account_disabled');
    });

    it('one of whom is enough, and knows of no other change', async () => {
      const id = await controls.propose(ops, MORE_CLAIMS);
      expect(await endOf(controls.judge(zhao, id))).toBe('done');
      expect(await endOf(controls.judge(li, id))).toBe('approval.given_already');
      expect(await endOf(controls.judge(zhao, 'chg_01h455vb4pex5vsknk084sn02d'))).toBe(
        'change.not_found',
      );
    });
  });

  it('is bound to what was looked at', async () => {
    const id = await controls.propose(ops, MORE_CLAIMS);
    const { change, approval } = await controls.judge(zhao, id);
    expect(approval).toMatchObject({ digest: change.digest, approverPerson: zhao.personId });
    const records = await controls.libs.get(AuditTrail).of(controls.libs.unitOfWork.reads, 0, id);
    expect(records).toMatchObject([
      { action: 'change.proposed', actorId: ops.id, facts: { digest: change.digest } },
      { action: 'change.approved', actorId: zhao.id, facts: { digest: change.digest } },
    ]);
  });

  describe('that watches less closely', () => {
    it('waits a day after its approval, and comes into force by its job', async () => {
      const id = await controls.propose(ops, MORE_CLAIMS);
      const { approval } = await controls.judge(zhao, id);
      const waitMs = approval!.effectiveAt!.getTime() - approval!.approvedAt.getTime();
      expect([waitMs, await jobsOf(id)]).toEqual([DAY_MS, 1]);
      controls.libs.clock.moveOn(DAY_MS - 60_000);
      await controls.apply(id);
      expect([await controls.statusOf(id), await due()]).toEqual(['approved', []]);
      expect(await controls.limit('claimsPerPartyPerDay')).toBe(20);
      controls.libs.clock.moveOn(60_000);
      await controls.apply(id);
      expect(await controls.statusOf(id)).toBe('in_force');
      expect(await controls.limit('claimsPerPartyPerDay')).toBe(50);
    });

    it('is found by the sweep when its job was lost, and only until it is in force', async () => {
      const id = await controls.propose(ops, MORE_CLAIMS);
      const returned = await controls.propose(ops, MORE_CLAIMS);
      for (const one of [id, returned]) await controls.judge(zhao, one);
      await controls.judge(li, returned, 'return');
      controls.libs.clock.moveOn(DAY_MS);
      expect(await due()).toEqual([id]);
      await controls.apply(id);
      expect(await due()).toEqual([]);
    });

    it('waits a day also when it only came to do so after it was proposed', async () => {
      const more = await controls.propose(ops, limitSetTo(15));
      await controls.judge(zhao, await controls.propose(otherOps, limitSetTo(10)));
      expect(await controls.limit('claimsPerPartyPerDay')).toBe(10);
      await controls.judge(zhao, more);
      expect([await controls.statusOf(more), await controls.limit('claimsPerPartyPerDay')]).toEqual(
        ['approved', 10],
      );
    });
  });

  it('that watches more closely holds with its approval', async () => {
    const id = await controls.propose(ops, limitSetTo(10));
    await controls.judge(zhao, id);
    expect([await controls.statusOf(id), await jobsOf(id)]).toEqual(['in_force', 0]);
    expect(await controls.limit('claimsPerPartyPerDay')).toBe(10);
  });

  describe('that only takes away', () => {
    it('is the brake: one person stops the machine, two let it go on, and not before a day', async () => {
      const id = await controls.propose(ops, BRAKE);
      expect([await controls.statusOf(id), await controls.limit('automaticApprovals')]).toEqual([
        'in_force',
        0,
      ]);
      expect(await endOf(controls.judge(zhao, id))).toBe('change.settled');
      const release = await controls.propose(ops, NO_BRAKE);
      expect(await controls.limit('automaticApprovals')).toBe(0);
      await controls.judge(zhao, release);
      expect(await controls.limit('automaticApprovals')).toBe(0);
      await controls.comeIntoForce(release);
      expect(await controls.limit('automaticApprovals')).toBe(1);
    });

    it('is to shut somebody out, at once and alone', async () => {
      const id = await controls.propose(ops, { kind: 'user.disable', userId: zhao.id });
      expect(await controls.statusOf(id)).toBe('in_force');
      expect((await controls.account(zhao.id))?.disabledAt).toEqual(expect.any(Date));
    });

    it('is no store of brakes to let go, and none of doors to open', async () => {
      expect(await endOf(controls.propose(ops, NO_BRAKE))).toBe('change.idle');
      const open = { kind: 'user.enable', userId: zhao.id } as const;
      expect(await endOf(controls.propose(ops, open))).toBe('change.idle');
    });
  });

  describe('can be returned', () => {
    it('instead of approved, and is then over', async () => {
      const id = await controls.propose(ops, MORE_CLAIMS);
      const { returned } = await controls.judge(zhao, id, 'return');
      expect(returned).toMatchObject({ approverId: zhao.id, effectiveAt: null });
      expect(await controls.statusOf(id)).toBe('returned');
      for (const verdict of ['approve', 'return'] as const) {
        expect(await endOf(controls.judge(li, id, verdict))).toBe('approval.given_already');
      }
    });

    it.each([
      ['another person', (): Actor => li],
      ['the one who approved it', (): Actor => zhao],
      ['the one who proposed it', (): Actor => ops],
    ])('in the day after its approval by %s', async (_who, who) => {
      const id = await controls.propose(ops, MORE_CLAIMS);
      await controls.judge(zhao, id);
      await controls.judge(who(), id, 'return');
      await controls.comeIntoForce(id);
      expect(await controls.statusOf(id)).toBe('returned');
      expect(await controls.limit('claimsPerPartyPerDay')).toBe(20);
    });

    it('no more once it is in force', async () => {
      const id = await controls.propose(ops, limitSetTo(10));
      await controls.judge(zhao, id);
      expect(await endOf(controls.judge(li, id, 'return'))).toBe('change.settled');
    });
  });

  describe('in a race', () => {
    it('is approved by one of two', async () => {
      for (let round = 0; round < 20; round += 1) {
        const id = await controls.propose(ops, MORE_CLAIMS);
        const ends = await duel(
          () => controls.judge(zhao, id),
          () => controls.judge(li, id),
        );
        expect(ends).toEqual(['approval.given_already', 'done']);
      }
    });

    it('comes into force once, or is returned, but never both', async () => {
      for (let round = 0; round < 20; round += 1) {
        const id = await controls.propose(ops, limitSetTo(100 + round));
        await controls.judge(zhao, id);
        controls.libs.clock.moveOn(DAY_MS);
        const [first = '', ...rest] = await duel(
          () => controls.apply(id),
          () => controls.apply(id),
          () => controls.judge(li, id, 'return'),
        );
        expect([['change.settled', 'done'], rest]).toEqual([
          expect.arrayContaining([first]),
          ['done', 'done'],
        ]);
        expect(await controls.statusOf(id)).toBe(first === 'done' ? 'returned' : 'in_force');
      }
    });

    it('makes no limit looser by coming after one that was tighter', async () => {
      for (let round = 0; round < 20; round += 1) {
        const sampled = await controls.limit('qaSampleBp');
        const wishes = [sampled + 10, sampled + 20].map((value): ChangeContent => {
          return { kind: 'limit.set', name: 'qaSampleBp', value };
        });
        const ids = [];
        for (const wish of wishes) ids.push(await controls.propose(ops, wish));
        const ends = await duel(...ids.map((id) => () => controls.judge(zhao, id)));
        expect([ends, await controls.limit('qaSampleBp')]).toEqual([
          ['done', 'done'],
          sampled + 20,
        ]);
      }
    });
  });
});
