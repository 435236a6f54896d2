import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';

import { hired, turnsOutToBe } from '../../../../test/support/accounts';
import { bookingsOf } from '../../../../test/support/claim-traces';
import {
  BRITISH_PACK,
  aCounterparty,
  agreed,
  gbp,
  paidBritishCase,
  received,
  recoveriesOf,
  requestedHalf,
} from '../../../../test/support/recovery-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { CounterpartyEntity } from '../persistence/counterparty.entity';
import { RecoveryVerdictEntity } from '../persistence/recovery-verdict.entity';
import { RecoveryEntity } from '../persistence/recovery.entity';
import { RecoveryQueries } from '../recoveries.queries';
import { AgeRecovery } from './age-recovery';
import { JudgeRecovery } from './judge-recovery';
import { ProposeWriteOff } from './propose-write-off';
import { RaiseClawback } from './raise-clawback';

const DAY_MS = 86_400_000;

describe('what two people do about a recovery', () => {
  let ops: TestOperations;
  let bank: CounterpartyEntity;
  beforeAll(async () => {
    const programs = { packsDir: null, calendarsFile: null, offered: [BRITISH_PACK] };
    ops = await TestOperations.start({ config: { programs } });
    bank = await aCounterparty(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const propose = (recovery: RecoveryEntity, by: Actor = ops.staff.wang): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(ProposeWriteOff).run(tx, by, { recoveryId: recovery.id, reason: 'No use.' }),
    );
  const judge = (
    { id: recoveryId }: RecoveryEntity,
    by: Actor,
    verdict: 'approve' | 'return' = 'approve',
  ): Promise<RecoveryEntity> =>
    ops.transaction((tx) =>
      ops.get(JudgeRecovery).run(tx, by, { recoveryId, verdict, note: 'Seen.' }),
    );
  const booked = async (claim: ClaimEntity): Promise<string[]> =>
    (await bookingsOf(ops, claim)).filter((one) => /^E(2[3-9]|3[01])/.test(one));

  async function agreedHalf(): Promise<{ claim: ClaimEntity; half: RecoveryEntity }> {
    const claim = await paidBritishCase(ops);
    const half = await agreed(ops, await requestedHalf(ops, claim, bank), gbp(495_000n));
    return { claim, half };
  }

  it('writes off what is outstanding, and what came stays', async () => {
    const { claim, half } = await agreedHalf();
    await received(ops, half, gbp(95_000n));
    await propose(half);
    await expect(propose(half)).rejects.toMatchObject({ code: 'recovery.proposal_waits' });
    const after = await judge(half, ops.staff.zhao);
    expect(after).toMatchObject({ status: 'written_off', writtenOffMinor: 400_000n });
    expect(await booked(claim)).toEqual([
      'E23 1110/5110 495000',
      'E24 1010/1110 95000',
      'E24 5050/1110 400000',
    ]);
  });

  it('is not done by two accounts that turn out to be of one person', async () => {
    const { half } = await agreedHalf();
    const hat = await hired(ops, 'reviewer');
    await propose(half, hat);
    await turnsOutToBe(ops, hat, ops.staff.zhao);
    await expect(judge(half, ops.staff.zhao)).rejects.toMatchObject({ code: 'approval.own_hand' });
    expect(await judge(half, ops.staff.li)).toMatchObject({ status: 'written_off' });
  });

  it('is not done when money came after the proposal', async () => {
    const { half } = await agreedHalf();
    await propose(half);
    await received(ops, half, gbp(95_000n));
    await expect(judge(half, ops.staff.zhao)).rejects.toMatchObject({ code: 'approval.outdated' });
    expect(await judge(half, ops.staff.zhao, 'return')).toMatchObject({ status: 'agreed' });
  });

  it('ends what nobody ever agreed to without booking anything', async () => {
    const claim = await paidBritishCase(ops);
    const half = await requestedHalf(ops, claim, bank);
    await propose(half);
    expect(await judge(half, ops.staff.zhao)).toMatchObject({ status: 'closed' });
    expect(await booked(claim)).toEqual([]);
  });

  it('is refused by the database without the word of another person', async () => {
    const { half } = await agreedHalf();
    await propose(half, ops.staff.zhao);
    await expect(judge(half, ops.staff.zhao)).rejects.toMatchObject({ code: 'approval.own_hand' });
    const waiting = await ops.get(RecoveryQueries).waiting(ops.reads, half);
    const { lane, id } = half;
    const writeOff = ops.transaction((tx) =>
      tx.update(RecoveryEntity, { lane, id }, { status: 'written_off', writtenOffMinor: 495_000n }),
    );
    await expect(writeOff).rejects.toMatchObject({
      driverError: { constraint: 'recoveries_by_two' },
    });
    const approve = (approver: Actor): Promise<unknown> =>
      ops.transaction((tx) =>
        tx.insert(RecoveryVerdictEntity, {
          ...{ lane, recoveryId: id, number: waiting!.number, digest: waiting!.digest },
          ...{ proposedByPerson: waiting!.proposedByPerson, verdict: 'approve', note: 'x' },
          ...{ approverId: approver.id, approverPerson: approver.personId },
          givenAt: ops.clock.now(),
        }),
      );
    await expect(approve(ops.staff.zhao)).rejects.toMatchObject({
      driverError: { constraint: 'recovery_verdicts_other_eyes' },
    });
    await expect(approve(ops.staff.wang)).rejects.toMatchObject({
      driverError: { constraint: 'recovery_verdicts_eyes' },
    });
  });

  it('takes an allowance by age, and lets it go with what it was for', async () => {
    const { claim, half } = await agreedHalf();
    ops.clock.moveOn(130 * DAY_MS);
    await ops.get(AgeRecovery).run({ recoveryId: half.id });
    await ops.get(AgeRecovery).run({ recoveryId: half.id });
    await received(ops, half, gbp(495_000n));
    expect((await booked(claim)).slice(1)).toEqual([
      'E31 5050/1190 247500',
      'E24 1010/1110 495000',
      'E31 1190/5050 247500',
    ]);
  });

  it('claims back from a claimant what the house still bears, once both agree', async () => {
    const { claim } = await agreedHalf();
    const raise = (minor: bigint): Promise<RecoveryEntity> =>
      ops.transaction((tx) =>
        ops.get(RaiseClawback).run(tx, ops.staff.wang, {
          ...{ claimId: claim.id, money: gbp(minor), reason: 'A forged invoice.' },
          evidence: [{ kind: 'judgement', reference: 'T1', note: 'Convicted.' }],
        }),
      );
    await expect(raise(495_001n)).rejects.toMatchObject({ code: 'recovery.more_than_due' });
    const returned = await judge(await raise(495_000n), ops.staff.zhao, 'return');
    expect(returned.status).toBe('closed');
    expect(await judge(await raise(495_000n), ops.staff.zhao)).toMatchObject({
      ...{ status: 'requested', agreedMinor: 495_000n },
    });
    expect(await booked(claim)).toEqual(['E23 1110/5110 495000', 'E29 1140/5010 495000']);
    const [, , clawback] = await recoveriesOf(ops, claim);
    await propose(clawback!);
    await judge(clawback!, ops.staff.li);
    expect((await booked(claim)).slice(2)).toEqual(['E30 5050/1140 495000']);
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
