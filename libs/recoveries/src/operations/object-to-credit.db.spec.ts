import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';

import { bookingsOf } from '../../../../test/support/claim-traces';
import { claimNow, claimantOf, decide } from '../../../../test/support/cases';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import { CreditSteps } from '../../../../test/support/credit-steps';
import { recoveriesOf } from '../../../../test/support/recovery-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { ObjectionQueries } from '../objections.queries';
import { ClawbackObjectionAnswerEntity } from '../persistence/clawback-objection-answer.entity';
import type { ObjectionVerdict } from '../persistence/clawback-objection-answer.entity';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { AnswerObjection } from './answer-objection';
import { ObjectToClawback } from './object-to-clawback';

describe('a claimant who objects to what they owe of a credit', () => {
  let ops: TestOperations;
  let credit: CreditSteps;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
    credit = new CreditSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(async () => {
    await credit.requireSoundBooks();
  });

  /** A claim that li denied, and whose 860.00, paid ahead to a bank, are owed by now. */
  async function owed(): Promise<{ claim: ClaimEntity; recovery: RecoveryEntity }> {
    const claim = await credit.credited();
    await decide(ops, claim, { outcome: 'deny', by: ops.staff.li });
    await credit.tendInTime(claim);
    await credit.tendInTime(claim);
    await credit.recover(claim);
    const [recovery] = await recoveriesOf(ops, claim);
    return { claim: await claimNow(ops, claim), recovery: recovery! };
  }
  const object = ({ claim, recovery }: Awaited<ReturnType<typeof owed>>) =>
    ops.transaction((tx) =>
      ops.get(ObjectToClawback).run(tx, claimantOf(claim), {
        ...{ claimId: claim.id, recoveryId: recovery.id, reason: 'It never came.' },
      }),
    );
  const answer = (
    { recovery }: { recovery: RecoveryEntity },
    verdict: ObjectionVerdict,
    by: Actor = ops.staff.zhao,
  ) =>
    ops.transaction((tx) =>
      ops.get(AnswerObjection).run(tx, by, {
        ...{ recoveryId: recovery.id, verdict, reason: 'We looked again.' },
      }),
    );

  it('has time that stands still, and is told so with what is asked of them', async () => {
    const one = await owed();
    expect(await object(one)).toMatchObject({ kind: 'credit', status: 'objected', dueAt: null });
    expect(await claimNow(ops, one.claim)).toMatchObject({
      ...{ status: 'denied', nextStep: 'answer_objection', ownerId: expect.any(String) as string },
    });
    const told = await ops.get(ObjectionQueries).clawbacks(ops.reads, one.claim);
    expect(told).toMatchObject([
      { recovery: { id: one.recovery.id }, reason: null, objections: [{ answer: null }] },
    ]);
  });

  it('is answered by nobody who decided on the claim, also not past our code', async () => {
    const one = await owed();
    const { steps: number, lane } = await object(one);
    await expect(answer(one, 'dismiss', ops.staff.li)).rejects.toMatchObject({
      code: 'approval.own_hand',
    });
    const past = ops.transaction((tx) =>
      tx.insert(ClawbackObjectionAnswerEntity, {
        ...{ lane, recoveryId: one.recovery.id, number, verdict: 'dismiss', reason: 'x' },
        ...{ answeredBy: ops.staff.li.id, answeredByPerson: ops.staff.li.personId },
        answeredAt: ops.clock.now(),
      }),
    );
    const constraint = 'clawback_objection_answers_eyes';
    await expect(past).rejects.toMatchObject({ driverError: { constraint } });
  });

  it('has all of their time anew when it is still owed', async () => {
    const one = await owed();
    await object(one);
    ops.clock.moveOn(5 * 86_400_000);
    const dismissed = await answer(one, 'dismiss');
    expect(dismissed).toMatchObject({ status: 'requested', agreedMinor: 86_000n });
    expect(dismissed.dueAt!.getTime()).toBeGreaterThan(one.recovery.dueAt!.getTime());
    expect((await claimNow(ops, one.claim)).nextStep).not.toBe('answer_objection');
  });

  it('owes nothing more when they were right, and the house bears it', async () => {
    const one = await owed();
    await object(one);
    expect(await answer(one, 'uphold')).toMatchObject({ status: 'closed', agreedMinor: null });
    const booked = (await bookingsOf(ops, one.claim)).filter((line) => line.includes('1140'));
    expect(booked).toEqual(['E14 1140/1150 86000', 'E29 5010/1140 86000']);
  });
});
