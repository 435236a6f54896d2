import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';

import { hired } from '../../../../test/support/accounts';
import {
  aClaimant,
  claimNow,
  decide,
  payingCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import {
  PAYER_NAME,
  namesAccount,
  ordered,
  reorder,
} from '../../../../test/support/payout-returns';
import { lookedAt } from '../../../../test/support/payout-steps';
import { Resolutions } from '../../../../test/support/resolution-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { AssessClaim } from '../operations/assess-claim';
import { AwardQueries } from './award.queries';

const AMOUNT = 86_000n;
const DAY_MS = 86_400_000;

describe('an account that is named when a payout died', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** A claim whose award failed on the way back, and is to go to this account. */
  async function rerouted(number: string): Promise<ClaimEntity> {
    const [payout] = await payingCase(ops, { amounts: [AMOUNT], payerName: PAYER_NAME });
    ops.rail.setFaults([{ kind: 'reject', code: 'ACCOUNT_CLOSED' }]);
    const failed = await lookedAt(ops, payout!, 0);
    ops.rail.setFaults([]);
    await namesAccount(ops, failed, number);
    return claimNow(ops, { id: failed.claimId });
  }

  /** Staff who claim themselves, and have that go to this account. */
  async function ownerOf(number: string): Promise<Actor> {
    const claimant = aClaimant();
    const claim = await reviewedCase(ops, { claimant, payerName: PAYER_NAME });
    await namesAccount(ops, { claimId: claim.id }, number);
    return hired(ops, 'approver', { partyId: claimant.partyId ?? '' });
  }

  /** What other claims brought to the account of a claim. */
  async function payeeMinor(claim: ClaimEntity): Promise<bigint | null> {
    const { lane, currency, payoutMethod } = claim;
    const another = { lane, id: 'clm_another', claimantPartyId: 'p_another', currency };
    const since = new Date(ops.clock.now().getTime() - 30 * DAY_MS);
    const span = { paymentIds: [], since };
    const earlier = await ops
      .get(AwardQueries)
      .earlier(ops.reads, { ...another, payoutMethod }, span);
    return earlier.payeeMinor;
  }

  it('adds up with what else goes there, for the claim that it was approved for', async () => {
    ops.clock.moveOn(1_000);
    const first = await rerouted('6222020200110001');
    await reorder(ops, { claimId: first.id }, ops.staff.qian);
    expect((await ordered(ops, { claimId: first.id })).payee).toMatchObject({ route: 'account' });
    expect(await payeeMinor(first)).toBe(AMOUNT);
    const second = await rerouted('6222020200110001');
    expect(await payeeMinor(second)).toBe(2n * AMOUNT);
  });

  it('leaves who owns it no word on that money', async () => {
    const number = '6222020200110002';
    const own = await ownerOf(number);
    const claim = await rerouted(number);
    expect(await endOf(reorder(ops, { claimId: claim.id }, own))).toBe('claim.own_hand');
    await reorder(ops, { claimId: claim.id }, ops.staff.qian);
    const payout = await ordered(ops, { claimId: claim.id });
    ops.way.intercept = () =>
      Promise.resolve({ outcome: 'unknown', reason: 'echo_mismatch', seen: '' });
    const stuck = await lookedAt(ops, payout, DAY_MS);
    ops.way.intercept = (call) => call.deliver();
    const people = new Resolutions(ops);
    const said = { outcome: 'settled' } as const;
    expect(await endOf(people.propose(stuck, own, said))).toBe('claim.own_hand');
    await people.propose(stuck, ops.staff.zhao, said);
    expect(await endOf(people.approve(stuck, own))).toBe('claim.own_hand');
    expect(await endOf(people.approve(stuck, ops.staff.li))).toBe('done');
  });

  it('leaves who owns it no decision on a claim that names it', async () => {
    const number = '6222020200110003';
    const own = await ownerOf(number);
    const claim = await reviewedCase(ops, { payerName: PAYER_NAME });
    await namesAccount(ops, { claimId: claim.id }, number);
    await ops.get(AssessClaim).run({ claimId: claim.id });
    const decided = decide(ops, await claimNow(ops, claim), { by: own });
    expect(await endOf(decided)).toBe('decision.own_claim');
  });

  it('leaves books that hold', async () => {
    expect(await ops.broken()).toEqual([]);
  });
});
