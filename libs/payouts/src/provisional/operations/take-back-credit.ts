import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { railOrder } from '../../domain/payout-order';
import { lockPayout } from '../../lock-payout';
import { Payees } from '../../payees';
import type { RailOrder, TakesBack } from '../../rails/payout-rail';
import { RailDirectory } from '../../rails/rail-directory';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { RecordTakeBack } from './record-take-back';

/** Longer than a call to a rail can take. */
const LEASE_MS = 20_000;
const EARLY_MS = 1_000;

interface Asked {
  readonly payoutId: string;
  readonly order: RailOrder;
  readonly money: Money;
  readonly takeBack: TakesBack;
  /** Who has not asked by then has been overtaken, and must not ask any more. */
  readonly leaseUntil: Date;
}

/**
 * Asks a wallet to give back what was credited to it on condition, and books what it says (E13,
 * E14). The wallet gives a transfer back once and says the same ever after, so that asking again
 * takes nothing twice; as long as nothing is known nothing is booked.
 */
@Injectable()
export class TakeBackCredit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recordTakeBack: RecordTakeBack,
    private readonly payees: Payees,
    private readonly rails: RailDirectory,
    private readonly clock: Clock,
  ) {}

  async run({ payoutId }: { payoutId: string }): Promise<void> {
    const asked = await this.unitOfWork.transaction((tx) => this.begin(tx, payoutId));
    // A process that slept since then might ask for what people have ended meanwhile.
    if (asked === null || asked.leaseUntil <= this.clock.now()) return;
    const answer = await asked.takeBack(asked.order, asked.money);
    await this.recordTakeBack.run(payoutId, answer);
  }

  /** The intent is committed before the call; null when there is nothing to ask (now). */
  private async begin(tx: Tx, payoutId: string): Promise<Asked | null> {
    const payout = await lockPayout(tx, payoutId);
    if (payout === null) return null;
    const { lane } = payout;
    const part = await tx.findOneBy(ProvisionalCreditPartEntity, { lane, payoutId });
    if (part === null) return null;
    const now = this.clock.now();
    const { askedMinor, nextAskAt } = part;
    if (askedMinor === null || nextAskAt === null || part.endedAt !== null) return null;
    if (nextAskAt.getTime() - EARLY_MS > now.getTime()) return null;
    const rail = this.rails.get(payout.rail);
    if (rail.takeBack === undefined) throw new Error(`Rail ${rail.name} takes nothing back.`);
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    // Whoever begins to ask at the last moment is answered within another lease.
    const answersUntil = new Date(leaseUntil.getTime() + LEASE_MS);
    const next = { asks: part.asks + 1, nextAskAt: leaseUntil, answersUntil };
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, next);
    const whole = Money.of(payout.amountMinor, payout.currency);
    const told = await this.payees.forRail(tx, payout);
    const order = railOrder(payoutId, whole, told, payout.kind);
    const takeBack = rail.takeBack.bind(rail);
    const money = Money.of(askedMinor, payout.currency);
    return { payoutId, order, money, takeBack, leaseUntil };
  }
}
