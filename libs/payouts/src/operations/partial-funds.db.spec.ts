import { FileClaim, RecordFinding } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimNow,
  decide,
  giveVerdict,
  payoutsOf,
} from '../../../../test/support/cases';
import { bookingsOf } from '../../../../test/support/claim-traces';
import { assess } from '../../../../test/support/clock-steps';
import { paidOut, reopen } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';

/** Pix MED: what is paid back is what is found with the recipients, now and later. */
describe('an award that is limited by the funds that were found', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    const programs = { packsDir: null, calendarsFile: null, offered: ['br-pix-med'] };
    ops = await TestOperations.start({ config: { programs } });
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function found(claim: ClaimEntity, minor: string, by: Actor): Promise<void> {
    const wish = { finding: 'fundsFoundMinor', value: minor, lineId: null };
    const input = { claimId: claim.id, ...wish, reason: 'The other bank says so.' };
    await ops.transaction((tx) => ops.get(RecordFinding).run(tx, by, input));
    await assess(ops, claim);
  }

  it('is paid as far as funds are found, and more is paid on top when more is found', async () => {
    const claimant = aClaimant();
    const wish = { amountMinor: 100_000n, currency: 'BRL', rail: 'pix' };
    const payment = await aPaymentOf(ops, claimant, wish);
    const filing = {
      ...aFiling(ops, [{ payment }]),
      ...{ packId: 'br-pix-med', lossType: 'scam' },
    };
    const filed = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    const claim = await assess(ops, filed);
    const { wang, zhao, qian, li } = ops.staff;

    await found(claim, '30000', wang);
    // No award is above what was found.
    await expect(
      decide(ops, await claimNow(ops, claim), { outcome: 'partial', awards: [30_001n] }),
    ).rejects.toMatchObject({ code: 'decision.award_above_policy' });
    const first = await decide(ops, await claimNow(ops, claim), {
      ...{ outcome: 'partial', awards: [30_000n] },
    });
    await giveVerdict(ops, first, zhao);
    const inPart = await paidOut(ops, await claimNow(ops, claim));
    expect(inPart).toMatchObject({ status: 'paid', paidMinor: 30_000n });

    await reopen(ops, claim, qian);
    await found(claim, '80000', qian);
    const second = await decide(ops, await claimNow(ops, claim), {
      ...{ outcome: 'partial', awards: [80_000n], by: qian },
    });
    await giveVerdict(ops, second, li);
    const more = await paidOut(ops, await claimNow(ops, claim));
    expect(more).toMatchObject({ status: 'paid', paidMinor: 80_000n, awardedMinor: 80_000n });
    const payouts = await payoutsOf(ops, claim);
    expect(payouts.map(({ amountMinor, status }) => [status, amountMinor])).toEqual([
      ['settled', 30_000n],
      ['settled', 50_000n],
    ]);
    const booked = (await bookingsOf(ops, claim)).filter((line) => /^E(09|16|32)/.test(line));
    expect(booked).toEqual(
      expect.arrayContaining([
        'E09 2010/2030 30000',
        'E16 2040/1030 30000',
        'E32 2010/2030 50000',
        'E16 2040/1030 50000',
      ]),
    );
  });

  it('leaves the books as every invariant wants them', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
