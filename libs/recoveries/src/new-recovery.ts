import type { ClaimEntity } from '@app/claims';
import { newId } from '@app/kernel';
import type { Money } from '@app/money';

import type { RecoveryKind } from './domain/recovery';
import type { RecoveryEntity } from './persistence/recovery.entity';

/** Who owes what of a claim, as it is when its recovery is opened. */
export interface OwedOfClaim {
  readonly kind: RecoveryKind;
  /** In the words of the pack. */
  readonly party: string;
  readonly money: Money;
  /** Null, or left out, while nobody is named. */
  readonly counterpartyId?: string | null;
  /** The decision whose award is shared; left out where a person opens it. */
  readonly decisionId?: string | null;
  /** Until when it is to be repaid, of what stands in the books already; else nobody was asked. */
  readonly owedUntil?: Date;
}

/** The row of a new recovery, under an id of its own. */
export function newRecovery(
  { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
  { kind, party, money, owedUntil, ...known }: OwedOfClaim,
): Omit<RecoveryEntity, 'steps' | 'openedAt' | 'updatedAt'> {
  const { counterpartyId = null, decisionId = null } = known;
  return {
    ...{ lane, id: newId('rcv', lane), claimId, kind, party, counterpartyId, decisionId },
    ...{ currency: money.currency, requestedMinor: money.amountMinor },
    agreedMinor: owedUntil === undefined ? null : money.amountMinor,
    ...{ receivedMinor: 0n, writtenOffMinor: 0n, allowanceMinor: 0n },
    status: owedUntil === undefined ? 'open' : 'requested',
    ...{ dueAt: owedUntil ?? null, nextAgeAt: null },
  };
}
