import type { ClaimEntity } from '@app/claims';
import { AskNow, ChangePayee, ReorderPayouts } from '@app/payouts';
import type { PayoutEntity, RailAnswer } from '@app/payouts';
import type { Actor } from '@app/platform';

import { claimNow, claimantOf, payingCase, payoutNow, payoutsOf } from './cases';
import { lookedAt } from './payout-steps';
import type { TestOperations } from './test-operations';

/** Whoever made the payments, and in whose name an account has to be. */
export const PAYER_NAME = 'Lin Xiaoman';
const DAY_MS = 86_400_000;

export function returnedAnswer(payout: PayoutEntity, returnedAt: Date): RailAnswer {
  return {
    ...{ outcome: 'returned', transferId: payout.railTransferId ?? '', returnedAt },
    code: 'ACCOUNT_CLOSED',
    echo: {} as never,
  };
}

/** The rail says that the money of a settled payout is back, and is asked once more. */
export async function comesBack(ops: TestOperations, payout: PayoutEntity): Promise<PayoutEntity> {
  const settled = await payoutNow(ops, payout);
  const returnedAt = ops.clock.now();
  ops.way.intercept = () => Promise.resolve(returnedAnswer(settled, returnedAt));
  await ops.transaction((tx) => ops.get(AskNow).run(tx, settled, 'transfer.returned'));
  const seen = await lookedAt(ops, settled, 0);
  ops.way.intercept = (call) => call.deliver();
  return seen;
}

/** A payout of 150.00 that came back three days after it had settled. */
export async function returned(ops: TestOperations): Promise<PayoutEntity> {
  const [payout] = await payingCase(ops, { amounts: [15_000n], payerName: PAYER_NAME });
  if (payout === undefined) throw new Error('The claim has no payout.');
  await lookedAt(ops, payout, 0);
  ops.clock.moveOn(3 * DAY_MS);
  return comesBack(ops, payout);
}

export function claimOf(
  ops: TestOperations,
  { claimId: id }: Pick<PayoutEntity, 'claimId'>,
): Promise<ClaimEntity> {
  return claimNow(ops, { id });
}

/** The claimant of a payout names an account in their own name. */
export async function namesAccount(
  ops: TestOperations,
  payout: Pick<PayoutEntity, 'claimId'>,
  number = '6222020200112233',
): Promise<void> {
  const claim = await claimOf(ops, payout);
  const account = { kind: 'bank', holderName: PAYER_NAME, number, bank: 'ICBC' } as const;
  const wish = { claimId: claim.id, method: { route: 'account', account } } as const;
  await ops.transaction((tx) => ops.get(ChangePayee).run(tx, claimantOf(claim), wish));
}

export function reorder(
  ops: TestOperations,
  { claimId }: Pick<PayoutEntity, 'claimId'>,
  by: Actor,
): Promise<ClaimEntity> {
  const wish = { claimId, reason: 'The account is right.' };
  return ops.transaction((tx) => ops.get(ReorderPayouts).run(tx, by, wish));
}

/** Opens what was ordered again, and gives the newest payout of the claim. */
export async function ordered(
  ops: TestOperations,
  { claimId }: Pick<PayoutEntity, 'claimId'>,
): Promise<PayoutEntity> {
  await ops.openPayouts.run({ claimId });
  const newest = (await payoutsOf(ops, { id: claimId })).at(-1);
  if (newest === undefined) throw new Error('The claim has no payout.');
  return newest;
}
