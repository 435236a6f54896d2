import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import { topUpOf } from '../domain/top-up-rule';
import type { OrderedTopUp } from '../domain/top-up-rule';
import { FundRuleQueries } from '../fund-rule.queries';
import type { RuleInForce } from '../fund-rule.queries';
import { RailCountEntity } from '../persistence/rail-count.entity';
import { readRailCount } from '../persistence/read-rail-count';
import { KeepFloor } from './keep-floor';
import { RecordFundEvent } from './record-fund-event';
import { TopUpRail } from './top-up-rail';

export interface RailToFill {
  readonly rail: string;
  readonly currency: string;
  /** What payouts that wait for money will take from the rail. */
  readonly wanted: Money;
}

/** Fills up a rail from the fund, as the rule says that two people have set for it. */
@Injectable()
export class FillRail {
  constructor(
    private readonly rules: FundRuleQueries,
    private readonly keepFloor: KeepFloor,
    private readonly topUpRail: TopUpRail,
    private readonly recordEvent: RecordFundEvent,
    private readonly clock: Clock,
  ) {}

  /**
   * Books what is ordered (E22) and has operators and other systems told of it, because the
   * transfer itself is made outside; null when nothing is. Never takes the fund below its floor,
   * and nothing where nobody has contributed. Safe to repeat and to run twice at once.
   */
  async run(tx: Tx, { rail, currency, wanted }: RailToFill): Promise<Money | null> {
    const rule = await this.rules.ofRail(tx, { rail, currency });
    if (rule === null) return null;
    const count = await this.held(tx, rule);
    const spare = await this.keepFloor.spareMinor(tx, currency);
    if (spare === null) return null;
    const key = { rail, currency };
    const counted = await readRailCount(tx, key, count);
    const { orderMinor, shortMinor } = topUpOf(rule, {
      ...{ freeMinor: counted.freeMinor, wantedMinor: wanted.amountMinor, spareMinor: spare },
    });
    const freeMinor = counted.freeMinor + orderMinor;
    const lookedAt = this.clock.now();
    const { size, countedMinor } = counted;
    await tx.update(RailCountEntity, key, { size, countedMinor, freeMinor, shortMinor, lookedAt });
    return orderMinor === 0n ? null : this.order(tx, rule, { orderMinor, shortMinor });
  }

  private async order(
    tx: Tx,
    { rail, currency, changeId }: RuleInForce,
    { orderMinor }: OrderedTopUp,
  ): Promise<Money> {
    const money = Money.of(orderMinor, currency);
    const { id } = await this.topUpRail.run(tx, {
      ...{ actor: SYSTEM, rail, money, source: 'fund', changeId },
    });
    await this.recordEvent.run(tx, {
      kind: 'fund.top_up_ordered',
      currency,
      facts: { topUpId: id, rail, source: 'fund', amountMinor: orderMinor.toString(), changeId },
    });
    return money;
  }

  /** One after the other: whoever comes second sees what the first one has booked. */
  private async held(tx: Tx, { rail, currency }: RuleInForce): Promise<RailCountEntity> {
    await tx.query(
      `INSERT INTO rail_counts (rail, currency, size, counted_minor, free_minor, short_minor, looked_at)
       VALUES ($1, $2, 0, 0, 0, 0, $3) ON CONFLICT DO NOTHING`,
      [rail, currency, this.clock.now()],
    );
    return tx.findOneOrFail(RailCountEntity, {
      where: { rail, currency },
      lock: { mode: 'pessimistic_write' },
    });
  }
}
