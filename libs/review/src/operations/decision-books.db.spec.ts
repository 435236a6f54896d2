import { AddEvidence, CloseClaim, FileClaim, RecordCircumstance, ReopenClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import { hired } from '../../../../test/support/accounts';
import {
  aClaimant,
  aFiling,
  aPaymentOf,
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  evidenceFor,
  giveVerdict,
  payoutsOf,
  reviewedCase,
} from '../../../../test/support/cases';
import { bookingsOf } from '../../../../test/support/claim-traces';
import { atRest } from '../../../../test/support/payout-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { AssessClaim } from './assess-claim';

const PACKS = ['cn-wallet-theft-guarantee', 'gb-app-reimbursement'];
const LOSS = 1_000_000n;

describe('the books of a decision', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    const programs = { packsDir: null, calendarsFile: null, offered: PACKS };
    ops = await TestOperations.start({ config: { programs } });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const close = (claim: ClaimEntity): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(CloseClaim).run(tx, ops.staff.li, { claimId: claim.id, reason: 'At rest.' }),
    );

  const assess = async (claim: ClaimEntity): Promise<ClaimEntity> => {
    await ops.get(AssessClaim).run({ claimId: claim.id });
    return claimNow(ops, claim);
  };

  const establish = (claim: ClaimEntity, circumstance: string): Promise<unknown> =>
    ops.transaction((tx) =>
      ops.get(RecordCircumstance).run(tx, ops.staff.wang, {
        claimId: claim.id,
        ...{ circumstance, lineId: null, established: true, note: 'As we found.' },
      }),
    );

  /** A claim under the British pack: 10,000.00 GBP sent to a criminal, and in review. */
  async function deceived(): Promise<ClaimEntity> {
    const claimant = aClaimant();
    const wish = { amountMinor: LOSS, currency: 'GBP', rail: 'fps' };
    const payment = await aPaymentOf(ops, claimant, wish);
    const filing = {
      ...aFiling(ops, [{ payment }]),
      lossType: 'malicious_payee',
      packId: 'gb-app-reimbursement',
    };
    const claim = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    await ops.transaction((tx) =>
      ops.get(AddEvidence).run(tx, claimant, evidenceFor(claim, 'narrative', claim.id)),
    );
    return assess(claim);
  }

  async function paidOut(claim: ClaimEntity): Promise<void> {
    await ops.openPayouts.run({ claimId: claim.id });
    for (const payout of await payoutsOf(ops, claim)) {
      if (payout.status === 'created') await atRest(ops, payout);
    }
  }

  describe('for the three British cases of 10,000.00, to the penny', () => {
    it.each<[string, string[], bigint, string[]]>([
      [
        'the excess stays with the victim',
        [],
        990_000n,
        ['E08 2010/5010 10000', 'E09 2010/2030 990000'],
      ],
      [
        'the excess is given up by choice',
        ['excess_waived_by_choice'],
        LOSS,
        ['E09 2010/2030 1000000'],
      ],
      ['the victim is vulnerable', ['vulnerable'], LOSS, ['E09 2010/2030 1000000']],
    ])('%s', async (_what, circumstances, award, booked) => {
      const filed = await deceived();
      for (const circumstance of circumstances) await establish(filed, circumstance);
      const claim = circumstances.length === 0 ? filed : await assess(filed);
      expect(claim).toMatchObject({ status: 'in_review', reserveMinor: LOSS });
      const decision = await decide(ops, claim, { awards: [award] });
      await giveVerdict(ops, decision, ops.staff.zhao);
      await paidOut(claim);
      expect(await bookingsOf(ops, claim)).toEqual([
        'E04 9100/9101 1000000',
        'E05 5010/2010 1000000',
        ...booked,
        `E15 2030/2040 ${award}`,
        `E16 2040/1030 ${award}`,
      ]);
      expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: award });
      await close(claim);
    });

    it('a part of it: the excess is off all the same, and the rest of the reserve', async () => {
      const claim = await deceived();
      const decision = await decide(ops, claim, { outcome: 'partial', awards: [400_000n] });
      await giveVerdict(ops, decision, ops.staff.zhao);
      expect((await bookingsOf(ops, claim)).slice(2)).toEqual([
        'E07 2010/5010 590000',
        'E08 2010/5010 10000',
        'E09 2010/2030 400000',
      ]);
    });

    it('nothing of it releases all that was set aside', async () => {
      const claim = await deceived();
      await decide(ops, claim, { outcome: 'deny' });
      expect((await bookingsOf(ops, claim)).slice(2)).toEqual([
        'E10 2010/5010 1000000',
        'E10 9101/9100 1000000',
      ]);
      await close(claim);
    });
  });

  describe('on a claim that is open again', () => {
    const reopen = async (claim: ClaimEntity): Promise<ClaimEntity> => {
      const input = { claimId: claim.id, reason: 'New proof.' };
      await ops.transaction((tx) => ops.get(ReopenClaim).run(tx, ops.staff.li, input));
      return claimNow(ops, claim);
    };
    const since = async (claim: ClaimEntity, before: number): Promise<string[]> =>
      (await bookingsOf(ops, claim)).slice(before);

    async function partlyPaid(): Promise<{ claim: ClaimEntity; before: number }> {
      const claim = await reviewedCase(ops, { amounts: [400_000n] });
      await decide(ops, claim, { outcome: 'partial', awards: [100_000n] });
      await paidOut(claim);
      const before = (await bookingsOf(ops, claim)).length;
      return { claim: await reopen(claim), before };
    }

    it('are what comes on top, and what comes on top is paid', async () => {
      const { claim, before } = await partlyPaid();
      expect(claim).toMatchObject({ status: 'in_review', awardedMinor: 100_000n });
      await decide(ops, claim, { by: ops.staff.qian });
      await paidOut(claim);
      expect(await since(claim, before)).toEqual([
        'E32 5010/2010 300000',
        'E32 2010/2030 300000',
        'E15 2030/2040 300000',
        'E16 2040/1030 300000',
      ]);
      const now = await claimNow(ops, claim);
      expect(now).toMatchObject({ status: 'paid', awardedMinor: 400_000n, paidMinor: 400_000n });
      await close(claim);
    });

    it('are the reserve alone when what was awarded stays', async () => {
      const { claim, before } = await partlyPaid();
      const by = ops.staff.qian;
      await decide(ops, claim, { by, outcome: 'partial', awards: [100_000n] });
      expect(await since(claim, before)).toEqual(['E32 5010/2010 300000', 'E07 2010/5010 300000']);
      expect(await claimNow(ops, claim)).toMatchObject({
        status: 'paid',
        reserveMinor: 0n,
        awardedMinor: 100_000n,
      });
      await close(claim);
    });

    it('take nothing back', async () => {
      const { claim } = await partlyPaid();
      const by = ops.staff.qian;
      const less = decide(ops, claim, { by, outcome: 'partial', awards: [99_999n] });
      await expect(less).rejects.toMatchObject({ code: 'decision.below_award' });
      await expect(decide(ops, claim, { by, outcome: 'deny' })).rejects.toMatchObject({
        code: 'decision.below_award',
      });
    });

    it('take the excess off once, with the first award', async () => {
      const filed = await deceived();
      const first = await decide(ops, filed, { outcome: 'partial', awards: [400_000n] });
      await giveVerdict(ops, first, ops.staff.zhao);
      await paidOut(filed);
      const before = (await bookingsOf(ops, filed)).length;
      const claim = await reopen(filed);
      const second = await decide(ops, claim, { by: ops.staff.qian, awards: [990_000n] });
      await giveVerdict(ops, second, ops.staff.li);
      expect(await since(claim, before)).toEqual(['E32 5010/2010 590000', 'E32 2010/2030 590000']);
    });

    it('take the excess off once, however many decisions lie between', async () => {
      const filed = await deceived();
      const first = await decide(ops, filed, { outcome: 'partial', awards: [400_000n] });
      await giveVerdict(ops, first, ops.staff.zhao);
      await paidOut(filed);
      const same = { outcome: 'partial', awards: [400_000n] } as const;
      await decide(ops, await reopen(filed), { ...same, by: ops.staff.qian });
      const before = (await bookingsOf(ops, filed)).length;
      const claim = await reopen(filed);
      const by = await hired(ops, 'reviewer');
      const third = await decide(ops, claim, { by, awards: [990_000n] });
      await giveVerdict(ops, third, await hired(ops, 'approver'));
      expect(await since(claim, before)).toEqual(['E32 5010/2010 590000', 'E32 2010/2030 590000']);
      await paidOut(claim);
      await close(claim);
    });

    it('begin anew after a denial', async () => {
      const denied = await reviewedCase(ops, { amounts: [300_000n] });
      await decide(ops, denied, { outcome: 'deny' });
      const before = (await bookingsOf(ops, denied)).length;
      const claim = await reopen(denied);
      await decide(ops, claim, { by: ops.staff.qian });
      expect(await since(claim, before)).toEqual([
        'E04 9100/9101 300000',
        'E32 5010/2010 300000',
        'E09 2010/2030 300000',
      ]);
    });
  });

  it('are not touched by a decision that nobody has approved, nor by one that is void', async () => {
    const { claim } = await awaitingApproval(ops);
    const before = await bookingsOf(ops, claim);
    await ops.transaction((tx) =>
      ops
        .get(AddEvidence)
        .run(tx, claimantOf(claim), evidenceFor(claim, 'identity', `more ${claim.id}`)),
    );
    expect(await bookingsOf(ops, claim)).toEqual(before);
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
