import type { DomainError } from '@app/kernel';
import type { PaymentEntity } from '@app/payments';
import type { Actor } from '@app/platform';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimNow,
  decide,
  giveVerdict,
  handInAll,
} from '../../../../test/support/cases';
import { assess } from '../../../../test/support/clock-steps';
import { duel, endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import type { ClaimEntity } from '../persistence/claim.entity';
import { FileClaim } from './file-claim';
import { WithdrawClaim } from './withdraw-claim';

const CLAIMS_PER_PARTY_PER_DAY = 5;
const HOUR_MS = 3_600_000;

describe('how often a loss can be claimed', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
    await setLimit(CLAIMS_PER_PARTY_PER_DAY);
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** As if two people had set it; the demo's own is too high to be reached here. */
  const setLimit = async (value: number): Promise<void> => {
    const admin = await ops.libs.connectAs(null);
    await admin.query('SET session_replication_role = replica');
    await admin.query(
      `INSERT INTO limit_values (change_id, name, version, value, set_at)
       VALUES ('chg_of_a_test', 'claimsPerPartyPerDay', 1, $1, now())`,
      [value],
    );
  };

  const file = (
    claimant: Actor,
    payment: PaymentEntity,
    wish: { readonly amountMinor?: bigint; readonly lossType?: string; readonly by?: Actor } = {},
  ): Promise<ClaimEntity> => {
    const { amountMinor = payment.amountMinor, lossType = 'account_theft', by = claimant } = wish;
    const filing = {
      ...aFiling(ops, [{ payment, amountMinor }]),
      lossType,
      claimantPartyId: claimant.partyId,
    };
    return ops.transaction((tx) => ops.get(FileClaim).run(tx, by, filing));
  };
  const refusal = async (work: Promise<unknown>): Promise<DomainError> =>
    work.then(
      () => Promise.reject(new Error('It was not refused.')),
      (error: unknown) => error as DomainError,
    );

  describe('in a day', () => {
    it('is as often as the limit says for one party, whoever files, and again when a day has passed', async () => {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant, { amountMinor: 100_000n });
      const wish = { amountMinor: 100n };
      await file(claimant, payment, wish);
      ops.clock.moveOn(HOUR_MS);
      for (let count = 1; count < CLAIMS_PER_PARTY_PER_DAY; count += 1) {
        await file(claimant, payment, wish);
      }
      const refused = await refusal(file(claimant, payment, wish));
      expect(refused).toMatchObject({ kind: 'too_many_requests', code: 'claim.too_many' });
      const { againAt } = refused.details as unknown as { againAt: string };
      expect(await endOf(file(claimant, payment, { ...wish, by: ops.staff.sun }))).toBe(
        'claim.too_many',
      );
      const other = aClaimant();
      expect(await endOf(file(other, await aPaymentOf(ops, other)))).toBe('done');

      ops.clock.moveOn(new Date(againAt).getTime() - ops.clock.now().getTime());
      expect(await endOf(file(claimant, payment, wish))).toBe('done');
      expect(await endOf(file(claimant, payment, wish))).toBe('claim.too_many');
    });

    it('is no more when many come at once', async () => {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant, { amountMinor: 100_000n });
      const works = Array.from(
        { length: CLAIMS_PER_PARTY_PER_DAY + 5 },
        () => () => file(claimant, payment, { amountMinor: 100n }),
      );
      const ends = await duel(...works);
      expect(ends.filter((end) => end === 'done')).toHaveLength(CLAIMS_PER_PARTY_PER_DAY);
      expect(ends.filter((end) => end === 'claim.too_many')).toHaveLength(5);
    });

    it('is not counted for somebody who cannot show a payment', async () => {
      const claimant = aClaimant();
      const stranger = await aPaymentOf(ops, aClaimant());
      for (let count = 0; count <= CLAIMS_PER_PARTY_PER_DAY; count += 1) {
        expect(await endOf(file(claimant, stranger))).toBe('claim.payment_not_found');
      }
    });
  });

  describe('on one payment', () => {
    it('is once for each part of it: the claim that has the part is named', async () => {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant, { amountMinor: 10_000n });
      const first = await file(claimant, payment, { amountMinor: 4_000n });
      expect(await refusal(file(claimant, payment))).toMatchObject({
        kind: 'conflict',
        code: 'claim.already_open',
        details: { reference: first.reference, leftMinor: '6000', field: 'lines[0].money' },
      });
      expect(await endOf(file(claimant, payment, { amountMinor: 6_000n }))).toBe('done');
    });

    it('is not again after a denial: that is what the appeal is for', async () => {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant, { amountMinor: 10_000n });
      const denied = await file(claimant, payment, { amountMinor: 4_000n });
      await assess(ops, denied);
      await decide(ops, await claimNow(ops, denied), { outcome: 'deny' });
      expect(await refusal(file(claimant, payment))).toMatchObject({
        code: 'claim.already_decided',
        details: { reference: denied.reference, leftMinor: '6000' },
      });
      const otherLoss = { lossType: 'payment_code_theft', amountMinor: 3_000n };
      expect(await endOf(file(claimant, payment, otherLoss))).toBe('done');
      expect(await endOf(file(claimant, payment, { amountMinor: 3_000n }))).toBe('done');
      expect(await endOf(file(claimant, payment, { amountMinor: 1n }))).toBe(
        'claim.already_decided',
      );
    });

    it('is not again after an award', async () => {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant, { amountMinor: 600_000n });
      const claim = await file(claimant, payment);
      await handInAll(ops, claim);
      const decision = await decide(ops, await assess(ops, claim));
      expect(await endOf(file(claimant, payment))).toBe('claim.already_open');
      await giveVerdict(ops, decision, ops.staff.zhao);
      expect(await endOf(file(claimant, payment))).toBe('claim.already_decided');
    });

    it('is again after the claimant has withdrawn', async () => {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant);
      const { id: claimId } = await file(claimant, payment);
      await ops.transaction((tx) =>
        ops.get(WithdrawClaim).run(tx, claimant, { claimId, reason: null }),
      );
      expect(await endOf(file(claimant, payment))).toBe('done');
    });
  });

  it('of a stranger is no reason for them to wait', async () => {
    const victim = aClaimant();
    const payment = await aPaymentOf(ops, victim);
    await ops.transaction(async (tx) => {
      await ops.get(FileClaim).run(tx, victim, aFiling(ops, [{ payment }]));
      // While the victim's own filing holds the payment, a stranger is answered at once.
      expect(await endOf(file(aClaimant(), payment))).toBe('claim.payment_not_found');
    });
  });
});
