import { LodgeAppeal, MergeClaims, ReopenClaim } from '@app/claims';
import type { ClaimAppealEntity, ClaimEntity } from '@app/claims';
import { ClaimQueries } from '@app/claims';
import { LedgerQueries } from '@app/ledger';
import { PaymentEntity } from '@app/payments';
import type { Actor } from '@app/platform';

import { claimNow, claimantOf, decide, payoutsOf, reviewedCase } from './cases';
import type { CaseWish, ProposalWish } from './cases';
import { atRest } from './payout-steps';
import type { TestOperations } from './test-operations';

/** A claim that a reviewer denied: of 860.00 CNY unless wished otherwise. */
export async function deniedCase(ops: TestOperations, wish: CaseWish = {}): Promise<ClaimEntity> {
  const claim = await reviewedCase(ops, wish);
  await decide(ops, claim, { outcome: 'deny' });
  return claimNow(ops, claim);
}

/** A claim that a reviewer awarded something on each line, approved and not paid yet. */
export async function awardedCase(
  ops: TestOperations,
  wish: CaseWish & Pick<ProposalWish, 'awards'> = {},
): Promise<ClaimEntity> {
  const claim = await reviewedCase(ops, wish);
  const { awards } = wish;
  await decide(ops, claim, awards === undefined ? {} : { outcome: 'partial', awards });
  return claimNow(ops, claim);
}

/** Pays whatever is due on an approved claim. */
export async function paidOut(ops: TestOperations, claim: ClaimEntity): Promise<ClaimEntity> {
  await ops.openPayouts.run({ claimId: claim.id });
  for (const payout of await payoutsOf(ops, claim)) await atRest(ops, payout);
  return claimNow(ops, claim);
}

/** A claim that was awarded something, and paid. */
export async function paidCase(
  ops: TestOperations,
  wish: CaseWish & Pick<ProposalWish, 'awards'> = {},
): Promise<ClaimEntity> {
  return paidOut(ops, await awardedCase(ops, wish));
}

/** The claimant appeals, about every line unless wished otherwise. */
export async function lodge(
  ops: TestOperations,
  claim: ClaimEntity,
  wish: { readonly by?: Actor; readonly lineIds?: readonly string[] } = {},
): Promise<ClaimAppealEntity> {
  const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
  const lineIds = wish.lineIds ?? lines.map(({ id }) => id);
  const input = { claimId: claim.id, lineIds, grounds: 'The police have found the thief.' };
  return ops.transaction((tx) => ops.get(LodgeAppeal).run(tx, wish.by ?? claimantOf(claim), input));
}

/** A reviewer opens a claim again, unless somebody else is wished for. */
export async function reopen(
  ops: TestOperations,
  claim: ClaimEntity,
  by: Actor = ops.staff.qian,
): Promise<ClaimEntity> {
  const input = { claimId: claim.id, reason: 'The bank has written to us.' };
  return ops.transaction((tx) => ops.get(ReopenClaim).run(tx, by, input));
}

/** A reviewer merges a duplicate into another claim. */
export async function merge(
  ops: TestOperations,
  duplicate: ClaimEntity,
  other: ClaimEntity,
  by: Actor = ops.staff.wang,
): Promise<ClaimEntity> {
  const input = { claimId: duplicate.id, intoClaimId: other.id, reason: 'One theft.' };
  return ops.transaction((tx) => ops.get(MergeClaims).run(tx, by, input));
}

/** What is on the accounts of a claim that must be at zero at its end, and on its memo. */
export async function balancesOf(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<Record<string, bigint>> {
  const turnover = await ops.get(LedgerQueries).turnoverOfClaim(ops.reads, claim.id);
  const codes = ['2010', '2030', '2040', '2050', '1150', '9100'];
  const balances = codes.map((code) => {
    const of = turnover.filter((account) => account.code === code);
    return [code, of.reduce((sum, one) => sum + one.debitMinor - one.creditMinor, 0n)] as const;
  });
  return Object.fromEntries(balances.filter(([, minor]) => minor !== 0n));
}

/** How much of the payment behind each line of a claim is held, by whatever claims. */
export async function claimedOf(ops: TestOperations, claim: ClaimEntity): Promise<bigint[]> {
  const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
  const payments = await Promise.all(
    lines.map(({ lane, paymentId: id }) => ops.reads.findOneByOrFail(PaymentEntity, { lane, id })),
  );
  return payments.map(({ claimedMinor }) => claimedMinor);
}
