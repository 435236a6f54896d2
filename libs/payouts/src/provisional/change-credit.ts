import type { Actor, Tx } from '@app/platform';

import type { CreditStep } from './domain/credit-action';
import { ProvisionalCreditStepEntity } from './persistence/provisional-credit-step.entity';
import { ProvisionalCreditEntity } from './persistence/provisional-credit.entity';

/** A step in the life of a credit, with what it moves of the credit. */
export interface CreditMove {
  readonly step: CreditStep;
  readonly amountMinor: bigint;
  readonly by: Actor;
  readonly at: Date;
  readonly set?: Partial<ProvisionalCreditEntity>;
}

/** Changes a credit whose claim this transaction has locked, and keeps the step on record. */
export async function changeCredit(
  tx: Tx,
  credit: ProvisionalCreditEntity,
  { step, amountMinor, by, at, set = {} }: CreditMove,
): Promise<void> {
  const { lane, claimId } = credit;
  const number = credit.steps + 1;
  const changed = { ...set, steps: number, updatedAt: at };
  await tx.update(ProvisionalCreditEntity, { lane, claimId }, changed);
  const kept = { lane, claimId, number, step, amountMinor, actorId: by.id, at };
  await tx.insert(ProvisionalCreditStepEntity, kept);
  Object.assign(credit, changed);
}
