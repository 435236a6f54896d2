import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { ChangeEffects } from '@app/audit';
import type { ChangeEffect, ChangeInForce } from '@app/audit';
import type { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM } from '@app/platform';
import type { Reads, Tx } from '@app/platform';

import { RecordFundEvent } from './record-fund-event';
import { TopUpRail } from './top-up-rail';

/**
 * Sends to a rail what is more than one person may send in a day, once two people stand behind it.
 * The transfer itself is made outside, so that each operator is told.
 */
@Injectable()
export class TopUpByTwo implements ChangeEffect<'rail.top_up'>, OnModuleInit {
  constructor(
    private readonly effects: ChangeEffects,
    private readonly topUpRail: TopUpRail,
    private readonly recordEvent: RecordFundEvent,
  ) {}

  onModuleInit(): void {
    this.effects.register(['rail.top_up'], this);
  }

  /** Whether the fund has it above its floor is asked under its lock, as it comes into force. */
  problem(
    _reads: Reads,
    { money }: ChangeInForce<'rail.top_up'>['content'],
  ): Promise<DomainError | null> {
    // Money that is none throws.
    Money.fromJson(money);
    return Promise.resolve(null);
  }

  /** What `TopUpRail` refuses refuses the approval: the change waits, and may be returned. */
  async apply(tx: Tx, { changeId, content }: ChangeInForce<'rail.top_up'>): Promise<void> {
    const { rail, source } = content;
    const money = Money.fromJson(content.money);
    const { id } = await this.topUpRail.run(tx, { actor: SYSTEM, rail, money, source, changeId });
    await this.recordEvent.run(tx, {
      kind: 'fund.top_up_ordered',
      currency: money.currency,
      facts: { topUpId: id, rail, source, amountMinor: money.amountMinor.toString(), changeId },
    });
  }
}
