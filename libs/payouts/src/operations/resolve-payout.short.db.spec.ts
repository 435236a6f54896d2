import { FundGuarantee } from '@app/accounting';
import { Money } from '@app/money';

import { payingCase } from '../../../../test/support/cases';
import { atRest, lookedAt, payoutBookings, stateOf } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { anActor } from '../../../../test/support/test-libs';
import { TestOperations } from '../../../../test/support/test-operations';
import type { PayoutEntity } from '../persistence/payout.entity';
import { AskNow } from './ask-now';

const AMOUNT = 15_000n;

describe('a payout that was booked as failed and was paid after all', () => {
  let ops: TestOperations;
  let people: Resolutions;
  beforeAll(async () => {
    ops = await TestOperations.start();
    people = new Resolutions(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });
  afterEach(() => {
    ops.rail.setFaults([]);
    ops.way.intercept = (call) => call.deliver();
  });

  async function fund(minor: bigint): Promise<void> {
    const money = Money.of(minor, 'CNY');
    const contribution = {
      ...{ actor: anActor('operator'), money },
      toRail: { rail: 'simulated', money },
    };
    await ops.transaction((tx) => ops.get(FundGuarantee).run(tx, contribution));
  }

  async function paidAfterAll(): Promise<PayoutEntity> {
    const [payout] = await payingCase(ops, { amounts: [AMOUNT] });
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    const failed = await atRest(ops, payout!);
    expect(failed.status).toBe('failed');
    ops.rail.setFaults([]);
    ops.way.intercept = ({ order }) =>
      Promise.resolve({
        ...{ outcome: 'confirmed', transferId: 'late-1', settledAt: ops.clock.now() },
        echo: {
          ...{ transferId: 'late-1', key: order.key, reference: order.reference },
          ...{ money: order.money.toJson(), payee: {}, status: 'settled' },
        },
      });
    await ops.transaction((tx) => ops.get(AskNow).run(tx, failed, 'transfer.settled'));
    const seen = await lookedAt(ops, failed, 0);
    ops.way.intercept = (call) => call.deliver();
    return seen;
  }

  it('is not booked as paid out of money that the books do not have', async () => {
    await fund(AMOUNT);
    const payout = await paidAfterAll();
    expect(stateOf(payout)).toBe('failed contradiction');
    const [next] = await payingCase(ops, { amounts: [AMOUNT - 1_000n] });
    await atRest(ops, next!);
    await people.propose(payout, ops.staff.zhao, { outcome: 'settled', transferId: 'late-1' });
    await expect(people.approve(payout, ops.staff.li)).rejects.toMatchObject({
      code: 'payout.rail_short',
      details: { missingMinor: String(AMOUNT - 1_000n), currency: 'CNY' },
    });
    // It lies in the lane of the house, and is brought from there.
    await fund(AMOUNT);
    const paid = await people.approve(payout, ops.staff.li);
    expect(paid.status).toBe('settled');
    expect((await payoutBookings(ops, paid)).slice(-2)).toEqual([
      ...['E15 2030/2040 15000', 'E16 2040/1030 15000'],
    ]);
    expect(await ops.broken()).toEqual([]);
  });
});
