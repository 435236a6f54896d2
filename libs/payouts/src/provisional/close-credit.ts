import type { ChangeClaim, ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { changeCredit } from './change-credit';
import { openParts } from './credit.queries';
import type { HeldCredit } from './credit.queries';
import { CREDIT_TEXTS } from './domain/credit-texts';
import { recoverCreditJob } from './provisional.jobs';

interface Closing {
  readonly changeClaim: ChangeClaim;
  readonly by: Actor;
  readonly at: Date;
}

/**
 * Ends the life of a credit once nothing of it is open: the claimant is told what was taken back
 * and what they owe, and whoever recovers takes that over. As long as a wallet has not answered
 * nothing happens. The claim must be locked by this transaction.
 */
export async function closeCredit(
  tx: Tx,
  claim: ClaimEntity,
  held: HeldCredit,
  { changeClaim, by, at }: Closing,
): Promise<void> {
  if (openParts(held).length > 0) return;
  const { credit, parts } = held;
  const sum = (of: 'takenBackMinor' | 'shortfallMinor'): bigint =>
    parts.reduce((minor, { part }) => minor + part[of], 0n);
  const set = {
    status: credit.finalMinor > 0n ? ('final' as const) : ('reversed' as const),
    takenBackMinor: sum('takenBackMinor'),
    shortfallMinor: sum('shortfallMinor'),
  };
  const amountMinor = set.takenBackMinor + set.shortfallMinor;
  await changeCredit(tx, credit, { step: 'ended', amountMinor, by, at, set });
  const taken = Money.of(set.takenBackMinor, credit.currency);
  const short = Money.of(set.shortfallMinor, credit.currency);
  await changeClaim.apply(tx, claim, {
    actor: by,
    command: 'credit',
    event: { kind: 'credit.ended', summary: CREDIT_TEXTS.ended(taken, short) },
  });
  if (short.isPositive()) await enqueue(tx, recoverCreditJob, { claimId: claim.id });
}
