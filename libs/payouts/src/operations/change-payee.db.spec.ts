import { payingCase, payoutNow, payoutsOf } from '../../../../test/support/cases';
import {
  PAYER_NAME,
  claimOf,
  comesBack,
  namesAccount,
  ordered,
  reorder,
} from '../../../../test/support/payout-returns';
import { lookedAt } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import type { PayoutEntity } from '../persistence/payout.entity';

const HOUR_MS = 3_600_000;

describe('another account that is named for a claim with two payouts', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.rail.setFaults([]);
  });

  /** One that came back, and one of which nobody knows whether it was paid. */
  async function backAndUnknown(): Promise<{ back: PayoutEntity; unknown: PayoutEntity }> {
    const wish = { amounts: [15_000n, 16_000n], payerName: PAYER_NAME };
    const [one, other] = await payingCase(ops, wish);
    await lookedAt(ops, one!, 0);
    ops.rail.setFaults([{ kind: 'timeout_before_paying' }]);
    const sent = await lookedAt(ops, other!, 0);
    await lookedAt(ops, sent, 13 * HOUR_MS);
    const unknown = await lookedAt(ops, sent);
    expect(unknown.status).toBe('action_required');
    return { back: await comesBack(ops, one!), unknown };
  }

  it('leaves what people have to find out in its place', async () => {
    const { back, unknown } = await backAndUnknown();
    expect(await claimOf(ops, back)).toMatchObject({ nextStep: 'resolve_payout' });
    await namesAccount(ops, back);
    expect(await claimOf(ops, back)).toMatchObject({
      ...{ status: 'approved', nextStep: 'resolve_payout', nextBy: 'operator' },
      payoutMethod: { route: 'account', ending: '2233' },
    });
    // What they find out is said as ever, and then both are ordered again.
    await new Resolutions(ops).resolved(unknown, { outcome: 'failed' });
    expect((await payoutNow(ops, unknown)).status).toBe('failed');
    expect((await reorder(ops, back, ops.staff.wang)).nextStep).toBe('open_payout');
    await ordered(ops, back);
    const payouts = await payoutsOf(ops, { id: back.claimId });
    expect(payouts.flatMap(({ replacesId }) => replacesId ?? []).sort()).toEqual(
      [back.id, unknown.id].sort(),
    );
  });

  it('is for a person to order again where nothing else is in the way', async () => {
    const wish = { amounts: [15_000n, 16_000n], payerName: PAYER_NAME };
    const [one, other] = await payingCase(ops, wish);
    await lookedAt(ops, one!, 0);
    await lookedAt(ops, other!, 0);
    const back = await comesBack(ops, one!);
    await namesAccount(ops, back);
    expect(await claimOf(ops, back)).toMatchObject({ nextStep: 'order_again', nextBy: 'approver' });
  });
});
