import fc from 'fast-check';

import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import type { Actor } from '@app/platform';

import {
  aClaimant,
  awaitingApproval,
  claimNow,
  decide,
  decisionsOf,
  giveVerdict,
  reviewedCase,
} from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { AwardCheck } from './award-check';
import { ReviewQueries } from '../review.queries';

const DAY_MS = 86_400_000;
const SPLITS = 8;

describe('awards that add up', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function awarded(claimant: Actor, amountMinor: bigint): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops, { claimant, amounts: [amountMinor] });
    const { status } = claim;
    if (status === 'approved') return claim;
    const decision = await decide(ops, claim);
    if (decision.approvalsRequired > 0) await giveVerdict(ops, decision, ops.staff.zhao);
    return claimNow(ops, claim);
  }

  it('need a second person from the threshold on, and say because of what', async () => {
    const claimant = aClaimant();
    await awarded(claimant, 300_000n);
    const claim = await reviewedCase(ops, { claimant, amounts: [200_001n] });
    const decision = await decide(ops, claim);
    expect(decision).toMatchObject({ approvalsRequired: 1 });
    expect(decision.approvalsWhy.en).toBe(
      'With all awards of 30 days to this claimant: 5000.01 CNY is above every limit; it needs two people.',
    );
  });

  it('do not add up with those of somebody else, nor with those of long ago', async () => {
    const claimant = aClaimant();
    await awarded(claimant, 300_000n);
    await awarded(aClaimant(), 300_000n);
    ops.clock.moveOn(30 * DAY_MS + 1);
    const claim = await reviewedCase(ops, { claimant, amounts: [300_000n] });
    expect(await decide(ops, claim)).toMatchObject({ approvalsRequired: 0 });
  });

  it('keep the machine from a second small one: somebody looks', async () => {
    const claimant = aClaimant();
    expect((await awarded(claimant, 15_000n)).status).toBe('approved');
    const second = await reviewedCase(ops, { claimant, amounts: [15_000n] });
    expect(second.status).toBe('in_review');
    expect(await decide(ops, second)).toMatchObject({ approvalsRequired: 0 });
  });

  it('count what a claim was denied for nothing', async () => {
    const claimant = aClaimant();
    const denied = await reviewedCase(ops, { claimant, amounts: [400_000n] });
    await decide(ops, denied, { outcome: 'deny' });
    const claim = await reviewedCase(ops, { claimant, amounts: [400_000n] });
    expect(await decide(ops, claim)).toMatchObject({ approvalsRequired: 0 });
  });

  it('are looked at once more before one of them becomes final', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    const alone = { ...decision, approvalsRequired: 0 };
    const checked = ops.transaction((tx) => ops.get(AwardCheck).require(tx, claim, alone, []));
    expect(await endOf(checked)).toBe('decision.more_eyes_needed');
  });

  /** Everybody who stands behind the awards of some claims, by person; the machine is nobody. */
  async function peopleBehind(claims: readonly ClaimEntity[]): Promise<Set<string>> {
    const people = new Set<string>();
    for (const claim of claims) {
      for (const decision of await decisionsOf(ops, claim)) {
        if (decision.decidedByRole !== 'system') people.add(decision.decidedBy);
        const approvals = await ops.get(ReviewQueries).approvals(ops.reads, decision);
        for (const { approverId } of approvals) people.add(approverId);
      }
    }
    return people;
  }

  function peopleFor(whole: Money): number {
    if (whole.amountMinor <= 20_000n) return 0;
    return whole.amountMinor <= 500_000n ? 1 : 2;
  }

  it('in however many parts and whatever order have at least the people of the whole', async () => {
    const part = fc.oneof(
      fc.bigInt({ min: 1n, max: 20_000n }),
      fc.bigInt({ min: 20_001n, max: 500_000n }),
    );
    const parts = fc.array(part, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(parts, async (amounts) => {
        const claimant = aClaimant();
        const claims: ClaimEntity[] = [];
        for (const amount of amounts) claims.push(await awarded(claimant, amount));
        const whole = Money.of(
          amounts.reduce((sum, amount) => sum + amount, 0n),
          'CNY',
        );
        expect(claims.map(({ awardedMinor }) => awardedMinor)).toEqual(amounts);
        expect((await peopleBehind(claims)).size).toBeGreaterThanOrEqual(peopleFor(whole));
      }),
      {
        numRuns: SPLITS,
        examples: [[[490_000n, 15_000n]], [[15_000n, 15_000n]], [[15_000n, 490_000n]]],
      },
    );
    expect(await ops.broken()).toEqual([]);
  });
});
