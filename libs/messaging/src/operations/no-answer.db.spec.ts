import { ClaimQueries, CloseClaim, FileClaim, WithdrawClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { PaymentEntity } from '@app/payments';
import { SYSTEM } from '@app/platform';
import { owedAnswers } from '@app/reports';
import { QueueQueries } from '@app/review';
import type { QueueRow } from '@app/review';

import {
  aFiling,
  claimNow,
  claimantOf,
  decide,
  handIn,
  reviewedCase,
} from '../../../../test/support/cases';
import { actsOn } from '../../../../test/support/claim-traces';
import { timelineOf } from '../../../../test/support/clock-steps';
import { endOf } from '../../../../test/support/duels';
import { balancesOf, claimedOf } from '../../../../test/support/lives';
import {
  closeBy,
  noticesOf,
  answers,
  passNextDue,
  passReminder,
  unansweredCase,
  waitingCase,
  writes,
} from '../../../../test/support/silence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { TellClaimant } from './tell-claimant';

describe('a claimant who does not answer', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const told = async (claim: ClaimEntity): Promise<string[]> => {
    await ops.get(TellClaimant).run({ claimId: claim.id });
    return noticesOf(ops, claim);
  };

  /** A new claim about the same payments. */
  async function fileAgain(claim: ClaimEntity): Promise<ClaimEntity> {
    const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
    const payments = await Promise.all(
      lines.map(({ lane, paymentId: id }) =>
        ops.reads.findOneByOrFail(PaymentEntity, { lane, id }),
      ),
    );
    const filing = aFiling(
      ops,
      payments.map((payment) => ({ payment })),
    );
    return ops.transaction((tx) => ops.get(FileClaim).run(tx, claimantOf(claim), filing));
  }

  describe('has their claim closed', () => {
    it('by a person, after two reminders, and is told that a reply opens it again', async () => {
      const claim = await unansweredCase(ops);
      await closeBy(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'closed', nextStep: null });
      expect(await balancesOf(ops, claim)).toEqual({});
      expect(await claimedOf(ops, claim)).toEqual([0n]);
      expect((await told(claim)).at(-1)).toBe('claim.closed_unanswered');
      expect(await actsOn(ops, claim)).toContain('claim.closed');
    });

    it('not before they were reminded twice', async () => {
      const claim = await waitingCase(ops);
      expect(await endOf(closeBy(ops, claim))).toBe('claim.not_reminded');
      await passReminder(ops, claim);
      expect(await endOf(closeBy(ops, claim))).toBe('claim.not_reminded');
      await passReminder(ops, claim);
      expect(await endOf(closeBy(ops, claim))).toBe('claim.answer_awaited');
      expect((await claimNow(ops, claim)).status).toBe('awaiting_claimant');
    });

    it('not once they have written, whatever was sent before', async () => {
      const claim = await unansweredCase(ops);
      await writes(ops, claim);
      expect(await endOf(closeBy(ops, claim))).toBe('claim.not_reminded');
    });

    it('not once a file of theirs has come', async () => {
      const claim = await unansweredCase(ops);
      await handIn(ops, claim, 'identity');
      expect(await endOf(closeBy(ops, claim))).toBe('claim.not_reminded');
    });

    it('by no machine', async () => {
      const claim = await unansweredCase(ops);
      expect(await endOf(closeBy(ops, claim, SYSTEM))).toBe('claim.not_for_role');
    });
  });

  describe('and then writes', () => {
    const closed = async (): Promise<ClaimEntity> => {
      const claim = await unansweredCase(ops);
      return closeBy(ops, claim);
    };

    it('has the claim open again, with an owner, its reserve and its payments', async () => {
      const claim = await closed();
      await writes(ops, claim);
      const now = await claimNow(ops, claim);
      expect(now).toMatchObject({ status: 'in_review', nextStep: 'review', nextBy: 'reviewer' });
      expect(now.ownerId).not.toBeNull();
      expect(await claimedOf(ops, claim)).toEqual([86_000n]);
      expect((await told(claim)).at(-1)).toBe('claim.reopened');
      expect(await ops.broken()).toEqual([]);
    });

    it('is heard once, however often they write', async () => {
      const claim = await closed();
      await writes(ops, claim);
      await writes(ops, claim);
      const lines = await timelineOf(ops, claim);
      expect(lines.filter((kind) => kind === 'claim.reopened')).toHaveLength(1);
      expect(lines.filter((kind) => kind === 'message.received')).toHaveLength(2);
    });

    it('is told so when nothing of the claim is left to look at; the message is kept', async () => {
      const claim = await closed();
      // Meanwhile the same payment was claimed anew.
      const again = await fileAgain(claim);
      await writes(ops, claim);
      expect((await claimNow(ops, claim)).status).toBe('closed');
      expect(await timelineOf(ops, claim)).toContain('claim.not_reopened');
      expect((await told(claim)).at(-1)).toBe('claim.not_reopened');
      expect((await claimNow(ops, again)).status).toBe('received');
    });

    it('opens nothing that was closed for another reason', async () => {
      const claim = await reviewedCase(ops);
      await decide(ops, claim, { outcome: 'deny' });
      await ops.transaction((tx) =>
        ops.get(CloseClaim).run(tx, ops.staff.wang, { claimId: claim.id, reason: 'Done.' }),
      );
      await writes(ops, claim);
      expect((await claimNow(ops, claim)).status).toBe('closed');
    });

    it('opens nothing that they withdrew themselves', async () => {
      const claim = await waitingCase(ops);
      const wish = { claimId: claim.id, reason: null };
      await ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, claimantOf(claim), wish));
      await writes(ops, claim);
      expect((await claimNow(ops, claim)).status).toBe('withdrawn');
    });
  });

  describe('while their claim is worked on', () => {
    const owedSince = async (claim: ClaimEntity): Promise<Date | null> =>
      (await claimNow(ops, claim)).answerOwedAt;
    const unanswered = (): Promise<QueueRow[]> => {
      const now = ops.clock.now();
      const asked = { view: 'unanswered', ownerId: null, actor: ops.staff.wang } as const;
      const question = { ...asked, now, dayEndsAt: now };
      return ops.get(QueueQueries).page(ops.reads, question, { limit: 100, after: null });
    };

    it('is owed an answer since they wrote first, until a person writes', async () => {
      const claim = await reviewedCase(ops);
      const wroteAt = ops.clock.now();
      await writes(ops, claim);
      ops.clock.moveOn(60_000);
      await writes(ops, claim);
      await told(claim);
      const owed = await owedSince(claim);
      expect(owed!.getTime() - wroteAt.getTime()).toBeLessThan(60_000);
      const row = { id: claim.id, answerOwedAt: owed };
      expect(await unanswered()).toContainEqual(expect.objectContaining(row));
      await answers(ops, claim);
      expect(await owedSince(claim)).toBeNull();
      expect((await unanswered()).map(({ id }) => id)).not.toContain(claim.id);
    });

    it('is answered by what ends the claim, which they are told with its reason', async () => {
      const claim = await reviewedCase(ops);
      await writes(ops, claim);
      expect(await owedSince(claim)).not.toBeNull();
      await decide(ops, claim, { outcome: 'deny' });
      expect(await claimNow(ops, claim)).toMatchObject({ nextStep: null, answerOwedAt: null });
    });

    it('is named by the doctor when nobody has answered for a week', async () => {
      const claim = await reviewedCase(ops);
      await writes(ops, claim);
      const late = new Date(ops.clock.now().getTime() + 8 * 86_400_000);
      const { claims } = await owedAnswers(ops.reads, late);
      await answers(ops, claim);
      expect(await owedAnswers(ops.reads, late)).toMatchObject({ claims: claims - 1 });
    });
  });

  describe('on a claim that is at rest', () => {
    const settled = async (): Promise<ClaimEntity> => {
      const claim = await reviewedCase(ops);
      await decide(ops, claim, { outcome: 'deny' });
      return claimNow(ops, claim);
    };

    it('is answered by a person, by a time: it stands in the queue until then', async () => {
      const claim = await settled();
      await writes(ops, claim);
      const now = await claimNow(ops, claim);
      expect(now).toMatchObject({
        status: 'denied',
        nextStep: 'answer_message',
        nextBy: 'reviewer',
      });
      expect(now.nextDueAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
      expect(now.ownerId).not.toBeNull();
    });

    it('waits for no answer any more once a person has written, and a notice is none', async () => {
      const claim = await settled();
      await writes(ops, claim);
      await told(claim);
      expect((await claimNow(ops, claim)).nextStep).toBe('answer_message');
      await answers(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'denied', nextStep: null });
    });

    it('is told first when nobody has answered in time', async () => {
      const claim = await settled();
      await writes(ops, claim);
      const late = await passNextDue(ops, claim);
      expect(late).toMatchObject({ status: 'denied', nextStep: 'answer_message' });
      expect((await noticesOf(ops, claim)).at(-1)).toBe('sla.late');
    });

    it('is answered also when it is closed', async () => {
      const claim = await settled();
      await closeBy(ops, claim);
      await writes(ops, claim);
      expect(await claimNow(ops, claim)).toMatchObject({
        status: 'closed',
        nextStep: 'answer_message',
        answerOwedAt: expect.any(Date) as Date,
      });
    });
  });
});
