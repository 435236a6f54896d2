import { Injectable } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import { ChangeClaimed } from '@app/payments';
import type { Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { linesHeldAgain } from '../domain/held-lines';
import type { RestingLine } from '../domain/held-lines';
import { ClaimLineEntity } from '../persistence/claim-line.entity';
import type { ClaimEntity } from '../persistence/claim.entity';

/** Takes hold again of payments that a claim let go of, so that its lines can be decided anew. */
@Injectable()
export class HoldPayments {
  constructor(
    private readonly changeClaimed: ChangeClaimed,
    private readonly queries: ClaimQueries,
  ) {}

  /**
   * The claim must be locked by this transaction. Returns the sum of its open lines from now on, in
   * minor units. `claim.nothing_left` when one of the lines asked for (or, without, every line) was
   * refunded or claimed elsewhere in full.
   */
  async run(tx: Tx, claim: ClaimEntity, wanted: readonly string[] | null): Promise<bigint> {
    const lines = await this.queries.lines(tx, claim);
    const held = linesHeldAgain(await this.resting(tx, lines));
    const still = lines.filter(({ status }) => status === 'claimed');
    const open = [...still, ...held].map(({ id }) => id);
    const isEnough =
      wanted === null ? open.length > 0 : wanted.every((lineId) => open.includes(lineId));
    if (!isEnough) throw nothingLeft();
    for (const { id, amountMinor, awardMinor } of held) {
      const changed = { status: 'claimed' as const, amountMinor, awardMinor };
      await tx.update(ClaimLineEntity, { lane: claim.lane, id }, changed);
    }
    const taken = held.map(({ id, takenMinor }) => ({
      paymentId: lines.find((line) => line.id === id)?.paymentId ?? '',
      money: Money.of(takenMinor, claim.currency),
    }));
    await this.changeClaimed.reserve(
      tx,
      taken.filter(({ money }) => money.isPositive()),
    );
    return [...still, ...held].reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  }

  /** Locks the payments, and tells what of each is free. */
  private async resting(tx: Tx, lines: readonly ClaimLineEntity[]): Promise<RestingLine[]> {
    const payments = await this.changeClaimed.lock(
      tx,
      lines.map(({ paymentId }) => paymentId),
    );
    return lines.map((line, index) => {
      const payment = payments[index];
      if (payment === undefined || payment === null) throw new Error(`No ${line.paymentId}.`);
      const freeMinor = payment.amountMinor - payment.refundedMinor - payment.claimedMinor;
      return { ...line, freeMinor: freeMinor > 0n ? freeMinor : 0n };
    });
  }
}

function nothingLeft(): DomainError {
  return new DomainError('conflict', 'claim.nothing_left', {
    en: 'Nothing of these payments is left to be claimed: they were refunded, or are part of another claim by now.',
    'zh-CN': '相关付款已无可索赔的金额：款项已退还，或已在其他索赔中处理。',
  });
}
