import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import type { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import type { Reads, Tx } from '@app/platform';

import { recoveredParts } from '../domain/recovered-parts';
import { PayoutQueries } from '../payouts.queries';
import type { PayoutEntity } from '../persistence/payout.entity';
import { OpenPayouts } from './open-payouts';

/** The claimant's part of money that came back, and what it is paid out of. */
export interface RecoveredMoney {
  readonly sourceId: string;
  readonly money: Money;
}

/**
 * Orders the claimant's part of money that came back of their loss: it takes the way of an award,
 * with the same rails, waits, returns and second orders. The database lets it out as far as two
 * people said so.
 */
@Injectable()
export class OrderRecovered {
  constructor(
    private readonly openPayouts: OpenPayouts,
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly payouts: PayoutQueries,
  ) {}

  /** The claim is locked, and paid. */
  async run(tx: Tx, claim: ClaimEntity, { sourceId, money }: RecoveredMoney): Promise<void> {
    const lines = await this.lines(tx, claim);
    const ordered = await this.payouts.ofClaim(tx, claim.id);
    const losses = lines.map((one) => ({
      lineId: one.line.id,
      openMinor: openMinor(one, ordered),
    }));
    const parts = recoveredParts(money, losses);
    const orders = lines.flatMap(({ line, payment }) => {
      const due = parts.find(({ lineId }) => lineId === line.id)?.money;
      const of = { kind: 'recovered', sourceId, replaced: null, held: [] } as const;
      return due === undefined ? [] : [{ ...of, line, payment, due }];
    });
    await this.openPayouts.order(tx, claim, orders, 'pay_recovered');
  }

  private async lines(reads: Reads, claim: ClaimEntity): Promise<PaidLine[]> {
    const found: PaidLine[] = [];
    // One after the other: within a transaction there is one connection.
    for (const line of await this.claims.lines(reads, claim)) {
      const payment = await this.payments.byId(reads, line.paymentId);
      if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
      found.push({ line, payment });
    }
    return found;
  }
}

interface PaidLine {
  readonly line: ClaimLineEntity;
  readonly payment: PaymentEntity;
}

/** The loss of a line that neither its award nor money that came back earlier has covered. */
function openMinor({ line, payment }: PaidLine, ordered: readonly PayoutEntity[]): bigint {
  const leftMinor = payment.amountMinor - payment.refundedMinor;
  const lossMinor = line.amountMinor < leftMinor ? line.amountMinor : leftMinor;
  const recoveredMinor = ordered
    .filter(({ claimLineId }) => claimLineId === line.id)
    .filter(({ kind, replacesId }) => kind === 'recovered' && replacesId === null)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return lossMinor - (line.awardMinor ?? 0n) - recoveredMinor;
}
