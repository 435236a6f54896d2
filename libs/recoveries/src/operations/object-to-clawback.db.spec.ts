import { WithdrawClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Money } from '@app/money';
import type { Actor } from '@app/platform';

import { claimNow, claimantOf } from '../../../../test/support/cases';
import { bookingsOf } from '../../../../test/support/claim-traces';
import { reopen } from '../../../../test/support/lives';
import {
  BRITISH_PACK,
  gbp,
  paidBritishCase,
  received,
  recoveriesOf,
} from '../../../../test/support/recovery-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { ObjectionVerdict } from '../persistence/clawback-objection-answer.entity';
import { ClawbackObjectionAnswerEntity } from '../persistence/clawback-objection-answer.entity';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { AnswerObjection } from './answer-objection';
import { showObjectionJob } from '../recoveries.jobs';
import { JudgeRecovery } from './judge-recovery';
import { ObjectToClawback } from './object-to-clawback';
import { ProposeWriteOff } from './propose-write-off';
import { RaiseClawback } from './raise-clawback';
import { ShowObjection } from './show-objection';

const WHOLE = gbp(495_000n);

describe('a claimant who objects to what is asked back of them', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    const offered = ['cn-wallet-theft-guarantee', BRITISH_PACK];
    const programs = { packsDir: null, calendarsFile: null, offered };
    ops = await TestOperations.start({ config: { programs } });
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** Asked back by wang, approved by zhao: all that was paid of a new claim, unless wished. */
  async function asked(
    wished: { claim?: ClaimEntity; money?: Money } = {},
  ): Promise<{ claim: ClaimEntity; id: string }> {
    const { claim = await paidBritishCase(ops), money = WHOLE } = wished;
    const proof = [{ kind: 'judgement' as const, reference: 'T2026/117', note: 'Convicted.' }];
    const wish = { claimId: claim.id, money, reason: 'A firm of theirs.', evidence: proof };
    const { id } = await ops.transaction((tx) =>
      ops.get(RaiseClawback).run(tx, ops.staff.wang, wish),
    );
    const verdict = { recoveryId: id, verdict: 'approve', note: 'Seen.' } as const;
    await ops.transaction((tx) => ops.get(JudgeRecovery).run(tx, ops.staff.zhao, verdict));
    return { claim: await claimNow(ops, claim), id };
  }
  const object = ({ claim, id: recoveryId }: { claim: ClaimEntity; id: string }) =>
    ops.transaction((tx) =>
      ops.get(ObjectToClawback).run(tx, claimantOf(claim), {
        ...{ claimId: claim.id, recoveryId, reason: 'I never owned that firm.' },
      }),
    );
  const answer = (recoveryId: string, verdict: ObjectionVerdict, by: Actor = ops.staff.li) =>
    ops.transaction((tx) =>
      ops.get(AnswerObjection).run(tx, by, { recoveryId, verdict, reason: 'We looked again.' }),
    );
  const clawbackOf = async ({ claim }: { claim: ClaimEntity }): Promise<RecoveryEntity> => {
    const found = (await recoveriesOf(ops, claim)).find(({ kind }) => kind === 'claimant');
    if (found === undefined) throw new Error('There is a clawback.');
    return found;
  };

  it('has time that stands still until somebody has answered', async () => {
    const one = await asked();
    const objected = await object(one);
    expect(objected).toMatchObject({ status: 'objected', dueAt: null, nextAgeAt: null });
    expect(await claimNow(ops, one.claim)).toMatchObject({
      ...{ status: 'paid', nextStep: 'answer_objection', nextBy: 'approver' },
      ownerId: expect.any(String) as string,
    });
    await expect(object(one)).rejects.toMatchObject({ code: 'recovery.cannot_advance' });
    const money = received(ops, objected, WHOLE);
    await expect(money).rejects.toMatchObject({ code: 'recovery.cannot_advance' });
    const wish = { recoveryId: one.id, reason: 'Too old.' };
    const given = ops.transaction((tx) => ops.get(ProposeWriteOff).run(tx, ops.staff.li, wish));
    await expect(given).rejects.toMatchObject({ code: 'recovery.cannot_advance' });
  });

  it('is answered by nobody who asked it back of them', async () => {
    const one = await asked();
    await object(one);
    for (const by of [ops.staff.wang, ops.staff.zhao]) {
      const own = answer(one.id, 'dismiss', by);
      await expect(own).rejects.toMatchObject({ code: 'approval.own_hand' });
    }
    const { lane, steps: number } = await clawbackOf(one);
    const past = ops.transaction((tx) =>
      tx.insert(ClawbackObjectionAnswerEntity, {
        ...{ lane, recoveryId: one.id, number, verdict: 'dismiss', reason: 'x' },
        ...{ answeredBy: ops.staff.zhao.id, answeredByPerson: ops.staff.zhao.personId },
        answeredAt: ops.clock.now(),
      }),
    );
    const constraint = 'clawback_objection_answers_eyes';
    await expect(past).rejects.toMatchObject({ driverError: { constraint } });
  });

  it('has all of their time anew when they are told that it is still owed, and may object again', async () => {
    const one = await asked();
    const before = await clawbackOf(one);
    await object(one);
    ops.clock.moveOn(5 * 86_400_000);
    const dismissed = await answer(one.id, 'dismiss');
    expect(dismissed.status).toBe('requested');
    expect(dismissed.dueAt!.getTime()).toBeGreaterThan(before.dueAt!.getTime());
    expect((await claimNow(ops, one.claim)).nextStep).not.toBe('answer_objection');
    await expect(answer(one.id, 'uphold')).rejects.toMatchObject({
      code: 'recovery.cannot_advance',
    });
    expect((await object(one)).status).toBe('objected');
  });

  it('owes nothing more when they were right, and the books say so', async () => {
    const one = await asked();
    await object(one);
    expect(await answer(one.id, 'uphold')).toMatchObject({ status: 'closed', agreedMinor: null });
    const booked = (await bookingsOf(ops, one.claim)).filter((line) => line.startsWith('E29'));
    expect(booked).toEqual(['E29 1140/5010 495000', 'E29 5010/1140 495000']);
  });

  it('waits on the claim until each of several was answered', async () => {
    const first = await asked({ money: gbp(100_000n) });
    const second = await asked({ claim: first.claim, money: gbp(50_000n) });
    for (const one of [first, second]) await object(one);
    await answer(first.id, 'dismiss');
    expect(await claimNow(ops, first.claim)).toMatchObject({
      ...{ nextStep: 'answer_objection', nextBy: 'approver' },
      ownerId: expect.any(String) as string,
    });
    await answer(second.id, 'uphold');
    expect((await claimNow(ops, first.claim)).nextStep).not.toBe('answer_objection');
  });

  it('is shown again on a claim that was looked at once more meanwhile', async () => {
    const one = await asked();
    await object(one);
    await reopen(ops, one.claim);
    const due = () => showObjectionJob.findDue(ops.reads, ops.clock.now(), 10);
    expect(await claimNow(ops, one.claim)).toMatchObject({ nextStep: 'review' });
    expect(await due()).toEqual([]);
    // They let the decision stand as it was.
    const withdrawn = { claimId: one.claim.id, reason: null };
    await ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, claimantOf(one.claim), withdrawn));
    expect(await due()).toEqual([{ claimId: one.claim.id }]);
    await ops.get(ShowObjection).run({ claimId: one.claim.id });
    expect(await claimNow(ops, one.claim)).toMatchObject({
      ...{ status: 'paid', nextStep: 'answer_objection', nextBy: 'approver' },
      ownerId: expect.any(String) as string,
    });
    expect(await due()).toEqual([]);
  });

  it('keeps what they repaid before on record when they were right about the rest', async () => {
    const one = await asked();
    await received(ops, await clawbackOf(one), gbp(95_000n));
    await object(one);
    expect(await answer(one.id, 'uphold')).toMatchObject({
      ...{ status: 'received', agreedMinor: 95_000n, receivedMinor: 95_000n },
    });
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
