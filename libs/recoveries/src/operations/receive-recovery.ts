import { Injectable } from '@nestjs/common';

import type { AccountingEvent } from '@app/accounting';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import type { ReceiptContent, ReceiptProof } from '../domain/receipt-proof';
import { requirePast } from '../domain/require-past';
import {
  comesAsReceipt,
  isBookedWhenAgreed,
  isOwedByClaimant,
  outstandingMinor,
} from '../domain/recovery';
import {
  cannotStep,
  moreThanDue,
  recordAReceipt,
  wrongCurrency,
} from '../domain/recovery-refusals';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { ChangeRecovery } from './change-recovery';
import type { LockedRecovery } from './change-recovery';
import { MoveContributionClock } from './move-contribution-clock';
import { TakeBankReference } from './take-bank-reference';

export type RecoveredMoney = Omit<ReceiptContent, 'recoveryId' | 'sender'> & {
  readonly recoveryId: string;
};

/** Records money that was agreed and came: of an institution, an insurer, or the claimant. */
@Injectable()
export class ReceiveRecovery {
  constructor(
    private readonly changeRecovery: ChangeRecovery,
    private readonly takeReference: TakeBankReference,
    private readonly moveClock: MoveContributionClock,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks a recovery to which so much may come. `recovery.record_a_receipt` for a merchant's or a
   * fraudster's; `recovery.more_than_due`.
   */
  async require(tx: Tx, actor: Actor, input: RecoveredMoney): Promise<LockedRecovery> {
    const locked = await this.changeRecovery.lock(tx, actor, input.recoveryId);
    const { recovery } = locked;
    const { money, receivedAt } = input;
    if (comesAsReceipt(recovery.kind)) throw recordAReceipt();
    if (recovery.agreedMinor === null) throw cannotStep('receive', recovery.status);
    this.changeRecovery.require('receive', recovery);
    requirePast('receivedAt', receivedAt, this.clock.now());
    if (money.currency !== recovery.currency)
      throw wrongCurrency(money.currency, recovery.currency);
    const most = Money.of(outstandingMinor(recovery), recovery.currency);
    if (money.isGreaterThan(most)) throw moreThanDue(money, most);
    return locked;
  }

  /** What `require` and `TakeBankReference` refuse. */
  async run(
    tx: Tx,
    actor: Actor,
    input: RecoveredMoney,
    proof: ReceiptProof,
  ): Promise<RecoveryEntity> {
    const locked = await this.require(tx, actor, input);
    const { claim, recovery } = locked;
    const { money, reference, note } = input;
    const usedBy = `${recovery.id}/${String(recovery.steps + 1)}`;
    const receivedAt = await this.takeReference.run(tx, { ...input, usedBy, proof });
    const isAll = money.amountMinor === outstandingMinor(recovery);
    const received = await this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'receive',
      ...{ money, reference, note, occurredAt: receivedAt },
      events: [receivedEvent(recovery, money)],
      set: {
        receivedMinor: recovery.receivedMinor + money.amountMinor,
        ...(isAll ? { status: 'received' as const } : {}),
      },
    });
    if (isAll && isBookedWhenAgreed(recovery.kind)) {
      await this.moveClock.run(tx, claim, { actor, name: 'contribution_received', at: receivedAt });
    }
    return received;
  }
}

function receivedEvent({ kind, counterpartyId }: RecoveryEntity, money: Money): AccountingEvent {
  const counterparty = counterpartyId ?? '';
  if (isOwedByClaimant(kind)) return { code: 'E30', variant: 'collected', money };
  return kind === 'insurer'
    ? { code: 'E25', variant: 'paid', money, counterparty }
    : { code: 'E24', variant: 'received', money, counterparty };
}
