import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { DomainError, HOUSE_LANE } from '@app/kernel';
import { HoldAllotment } from '@app/ledger';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

/**
 * Keeps in the fund what two people have set that stays in it, whichever way money leaves it for a
 * rail: by hand, by a rule, or with a contribution. All of the fund lies in the house lane; whoever
 * asks holds it until the commit, so that two at once do not both find it there.
 */
@Injectable()
export class KeepFloor {
  constructor(
    private readonly holdAllotment: HoldAllotment,
    private readonly limits: Limits,
  ) {}

  /**
   * Refuses to take so much out of the fund where less than its floor would stay
   * (`fund.below_floor`, with what is missing). `added` comes into it in the same commit. More than
   * there is is for the guard of the ledger to refuse.
   */
  async require(tx: Tx, money: Money, added: Money = Money.zero(money.currency)): Promise<void> {
    const { currency } = money;
    const held = await this.holdAllotment.run(tx, { guard: 'fund', currency, lane: HOUSE_LANE });
    if (held === null) return;
    const there = held.plus(added);
    if (money.isGreaterThan(there)) return;
    const floor = Money.of(await this.floorMinor(tx, currency), currency);
    const left = there.minus(money);
    if (floor.isGreaterThan(left)) throw belowFloor({ there, floor, missing: floor.minus(left) });
  }

  /** What the fund has above its floor, below zero where it is under it; null where it is open. */
  async spareMinor(tx: Tx, currency: string): Promise<bigint | null> {
    const there = await this.holdAllotment.run(tx, { guard: 'fund', currency, lane: HOUSE_LANE });
    return there === null ? null : there.amountMinor - (await this.floorMinor(tx, currency));
  }

  private async floorMinor(tx: Tx, currency: string): Promise<bigint> {
    return BigInt((await this.limits.current(tx, currency)).fundFloorMinor);
  }
}

interface Kept {
  readonly there: Money;
  readonly floor: Money;
  readonly missing: Money;
}

function belowFloor({ there, floor, missing }: Kept): DomainError {
  return new DomainError(
    'conflict',
    'fund.below_floor',
    {
      en: `The fund has ${there.toString()}, and two people have set that ${floor.toString()} stays in it: ${missing.toString()} is missing. Contribute first, take less, or top up from operating cash.`,
      'zh-CN': `保障基金现有 ${there.toString()}，经两人批准须保留 ${floor.toString()}，尚缺 ${missing.toString()}。请先缴入资金、减少金额，或改用自有资金补充。`,
    },
    { field: 'money', there: there.toJson(), floor: floor.toJson(), missing: missing.toJson() },
  );
}
