import { ChangePayoutMethod, NEXT_STEPS } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { AssessClaim } from '@app/review';

import {
  claimNow,
  claimantOf,
  decide,
  payoutNow,
  payoutsOf,
  reviewedCase,
} from '../../../test/support/cases';
import { lookedAt } from '../../../test/support/payout-steps';
import { TestOperations } from '../../../test/support/test-operations';
import type { PayoutEntity } from './persistence/payout.entity';

const NAME = '林小满';
const NUMBER = '6222020200112233';
const HOUR_MS = 3_600_000;

describe('a payout to an account that the claimant named', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** The account is named, and the claim approved `hours` later. */
  async function approved(hours: number, amounts = [86_000n]): Promise<ClaimEntity> {
    const claim = await reviewedCase(ops, { amounts, payerName: NAME });
    const account = {
      kind: 'bank' as const,
      holderName: NAME,
      number: '6222 0202 0011 2233',
      bank: '工商银行',
    };
    await ops.transaction((tx) =>
      ops.get(ChangePayoutMethod).run(tx, claimantOf(claim), {
        claimId: claim.id,
        method: { route: 'account', account },
      }),
    );
    await ops.get(AssessClaim).run({ claimId: claim.id });
    ops.clock.moveOn(hours * HOUR_MS);
    await decide(ops, await claimNow(ops, claim));
    await ops.openPayouts.run({ claimId: claim.id });
    return claimNow(ops, claim);
  }

  const only = async (claim: ClaimEntity): Promise<PayoutEntity> => {
    const [payout, ...others] = await payoutsOf(ops, claim);
    expect(others).toEqual([]);
    return payout!;
  };

  it('waits until a day has passed, and says so; then it goes out by itself', async () => {
    const claim = await approved(0);
    expect(claim).toMatchObject({ status: 'paying', nextStep: 'await_cooling_off' });
    expect(NEXT_STEPS.await_cooling_off.text.en).toMatch(/time for you to object/);
    const payout = await only(claim);
    expect(payout).toMatchObject({ status: 'created', statusReason: 'cooling_off' });
    const early = await lookedAt(ops, payout, 23 * HOUR_MS);
    expect(early).toMatchObject({ status: 'created', statusReason: 'cooling_off', fence: 0 });
    expect(ops.rail.book().of(payout.id)).toEqual([]);
    await lookedAt(ops, payout, HOUR_MS);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 86_000n });
    expect((await payoutNow(ops, payout)).status).toBe('settled');
  });

  it('goes to exactly this account, whose name and number only the rail is told', async () => {
    const claim = await approved(25);
    expect(claim).toMatchObject({ nextStep: 'settle_payout' });
    const payout = await only(claim);
    expect(payout.payee).toEqual({ route: 'account', position: 0, ending: '2233' });
    await lookedAt(ops, payout, 0);
    const [transfer] = ops.rail.book().of(payout.id);
    expect(transfer?.payee).toEqual({
      ...{ route: 'account', kind: 'bank', account: NUMBER, name: NAME, bank: '工商银行' },
    });
    const [row] = await ops.reads.query<{ everything: string }[]>(
      'SELECT string_agg(p::text, $2) AS everything FROM payouts p WHERE claim_id = $1',
      [claim.id, ' '],
    );
    expect(row?.everything).not.toMatch(/20200112233|林小满/);
  });

  it('of several lines goes on with the last of them that waited', async () => {
    const claim = await approved(0, [86_000n, 40_000n]);
    const [one, other] = await payoutsOf(ops, claim);
    ops.clock.moveOn(24 * HOUR_MS);
    await lookedAt(ops, one!, 0);
    expect(await claimNow(ops, claim)).toMatchObject({ nextStep: 'await_cooling_off' });
    await lookedAt(ops, other!, 0);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'paid', paidMinor: 126_000n });
  });

  it('is not inserted for another account than the one that was decided on', async () => {
    const claim = await approved(25);
    const payout = await only(claim);
    const owner = await ops.libs.connectAs(null);
    await owner.query(`UPDATE payouts SET status = 'failed' WHERE id = $1`, [payout.id]);
    await owner.query(`UPDATE claims SET status = 'approved' WHERE id = $1`, [claim.id]);
    const elsewhere = owner.query(
      `INSERT INTO payouts (lane, id, claim_id, decision_id, claim_line_id, currency, amount_minor, rail,
         payee, key, request_digest, status, created_at, updated_at)
       SELECT lane, id || 'x', claim_id, decision_id, claim_line_id, currency, amount_minor, rail,
         payee || '{"position": 1}', key || 'x', request_digest, 'created', created_at, updated_at
         FROM payouts WHERE id = $1`,
      [payout.id],
    );
    await expect(elsewhere).rejects.toMatchObject({ constraint: 'payouts_eyes' });
    await owner.query(`UPDATE payouts SET status = 'created' WHERE id = $1`, [payout.id]);
    await owner.query(`UPDATE claims SET status = 'paying' WHERE id = $1`, [claim.id]);
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
