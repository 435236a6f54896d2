import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import type { RecoveredPart } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { claimBooking } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import type { Distribution } from '../domain/distribution';
import type { WantedMatch } from '../match-check';
import { ReceiptMatchEntity } from '../persistence/receipt-match.entity';
import { ReceiptEntity } from '../persistence/receipt.entity';
import { CountReceived } from './count-received';

/** A match that has all the words that it needs. Receipt and claim are locked. */
export interface AgreedMatch extends WantedMatch {
  readonly reason: string;
  readonly receipt: ReceiptEntity;
  readonly claim: ClaimEntity;
  readonly parts: Distribution;
  /** What two people agreed to; null where one is enough. */
  readonly proposalId: string | null;
}

/** Takes money out of suspense (E27): each gets their part of it. */
@Injectable()
export class BookMatch {
  constructor(
    private readonly countReceived: CountReceived,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, actor: Actor, agreed: AgreedMatch): Promise<ReceiptMatchEntity> {
    const { receipt, claim, money, parts, recoveryId, reason } = agreed;
    const match = await this.keep(tx, actor, agreed);
    const left = Money.of(receipt.amountMinor - receipt.matchedMinor, receipt.currency);
    const matchedMinor = receipt.matchedMinor + money.amountMinor;
    await tx.update(ReceiptEntity, { id: receipt.id }, { matchedMinor });
    const booking = { actorId: actor.id, occurredAt: match.matchedAt, causeId: match.id };
    const event = { code: 'E27', receipt: left, parts: recoveredParts(parts) } as const;
    await this.postEvents.run(tx, [event], claimBooking(claim, booking));
    if (recoveryId !== null) {
      const reference = receipt.id;
      await this.countReceived.run(tx, actor, { recoveryId, money, reference, reason });
    }
    return match;
  }

  private async keep(tx: Tx, actor: Actor, agreed: AgreedMatch): Promise<ReceiptMatchEntity> {
    const { claim, receipt, money, parts, recoveryId, reason, proposalId } = agreed;
    const others = parts.others.filter((other) => other.money.isPositive());
    const { lane, id: claimId } = claim;
    const match: ReceiptMatchEntity = {
      ...{ lane, id: newId('rcm', lane), receiptId: receipt.id },
      ...{ claimId, recoveryId, proposalId, reason },
      currency: money.currency,
      amountMinor: money.amountMinor,
      houseMinor: parts.house.amountMinor,
      victimMinor: parts.victim.amountMinor,
      othersMinor: others.reduce((sum, other) => sum + other.money.amountMinor, 0n),
      others: others.map((other) => ({
        counterpartyId: other.counterpartyId,
        amountMinor: other.money.amountMinor.toString(),
      })),
      matchedBy: actor.id,
      matchedAt: this.clock.now(),
    };
    await tx.insert(ReceiptMatchEntity, match);
    await this.audit.record(tx, {
      ...{ lane, actor, action: 'receipt.matched', objectId: claimId, reason },
      facts: { matchId: match.id, receiptId: receipt.id, money: money.toJson() },
    });
    return match;
  }
}

function recoveredParts({ house, others, victim }: Distribution): RecoveredPart[] {
  const parts: RecoveredPart[] = [
    { of: 'house', money: house },
    ...others.map(({ counterpartyId: counterparty, money }) => ({
      ...{ of: 'institution' as const, money, counterparty },
    })),
    { of: 'victim', money: victim },
  ];
  return parts.filter(({ money }) => money.isPositive());
}
