import { Injectable } from '@nestjs/common';

import type { AccountingEvent } from '@app/accounting';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { isBookedWhenAgreed } from '../domain/recovery';
import { cannotStep, moreThanDue, wrongCurrency } from '../domain/recovery-refusals';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { StakesQueries } from '../stakes.queries';
import { ChangeRecovery } from './change-recovery';

export interface RecoveryAgreement {
  readonly recoveryId: string;
  readonly money: Money;
  readonly reference: string | null;
  readonly note: string | null;
}

/** Records that a counterparty agrees to pay: an institution's share (E23), an insurer's (E25). */
@Injectable()
export class AgreeRecovery {
  constructor(
    private readonly changeRecovery: ChangeRecovery,
    private readonly stakes: StakesQueries,
  ) {}

  /** `recovery.more_than_due` for more than was asked for, or than the house still bears. */
  async run(tx: Tx, actor: Actor, input: RecoveryAgreement): Promise<RecoveryEntity> {
    const locked = await this.changeRecovery.lock(tx, actor, input.recoveryId);
    const { claim, recovery } = locked;
    const { money, reference, note } = input;
    if (recovery.agreedMinor !== null) throw cannotStep('agree', recovery.status);
    this.changeRecovery.require('agree', recovery);
    if (money.currency !== recovery.currency)
      throw wrongCurrency(money.currency, recovery.currency);
    const asked = Money.of(recovery.requestedMinor, recovery.currency);
    const { house } = await this.stakes.of(tx, claim);
    const isBooked = isBookedWhenAgreed(recovery.kind);
    const most = isBooked && asked.isGreaterThan(house) ? house : asked;
    if (money.isGreaterThan(most)) throw moreThanDue(money, most);
    return this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'agree',
      ...{ money, reference, note },
      events: isBooked ? [agreedEvent(recovery, money)] : [],
      set: { agreedMinor: money.amountMinor, status: 'agreed' },
    });
  }
}

function agreedEvent({ kind, counterpartyId }: RecoveryEntity, money: Money): AccountingEvent {
  const counterparty = counterpartyId ?? '';
  return kind === 'insurer'
    ? { code: 'E25', variant: 'accepted', money, counterparty }
    : { code: 'E23', money, counterparty };
}
