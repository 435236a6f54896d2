import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { PaymentQueries } from '@app/payments';
import type { PaymentEntity } from '@app/payments';
import { PayoutQueries } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';
import type { Reads } from '@app/platform';

import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';

/** The disputed payments, and what was paid out on them. */
@Injectable()
export class MoneyFiles {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly payouts: PayoutQueries,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity): Promise<BundleEntry[]> {
    const disputed: object[] = [];
    for (const { id: lineId, paymentId } of await this.claims.lines(reads, claim)) {
      const payment = await this.payments.byId(reads, paymentId);
      if (payment !== null) disputed.push({ lineId, ...presentDisputed(payment) });
    }
    const payouts = await this.payouts.ofClaim(reads, claim.id);
    return [
      jsonEntry('payments.json', PAYMENTS, disputed),
      jsonEntry('payouts.json', PAYOUTS, payouts.map(presentPaidOut)),
    ];
  }
}

const PAYMENTS = {
  en: 'the disputed payments as they were reported; accounts of others show their last digits only',
  'zh-CN': '争议付款的记录；他人账号仅显示末尾几位',
};
const PAYOUTS = { en: 'what we paid, and how it stands', 'zh-CN': '我们的付款及其状态' };

function presentDisputed(payment: PaymentEntity): object {
  const { currency } = payment;
  return {
    id: payment.id,
    source: payment.source,
    sourceId: payment.sourceId,
    channel: payment.channel,
    rail: payment.rail,
    paidAt: payment.paidAt.toISOString(),
    settledAt: payment.settledAt?.toISOString() ?? null,
    payer: { id: payment.payerId, name: payment.payerName },
    payee: {
      name: payment.payeeName,
      account: payment.payeeAccount === null ? null : maskedAccount(payment.payeeAccount),
    },
    money: { currency, amountMinor: payment.amountMinor.toString() },
    refunded: { currency, amountMinor: payment.refundedMinor.toString() },
    status: payment.status,
    description: payment.description,
  };
}

/** Where it went is said as in the letters: an account number is nobody's business. */
function presentPaidOut(payout: PayoutEntity): object {
  const { currency } = payout;
  return {
    id: payout.id,
    kind: payout.kind,
    decisionId: payout.decisionId,
    lineId: payout.claimLineId,
    money: { currency, amountMinor: payout.amountMinor.toString() },
    route: payout.payee.route,
    rail: payout.rail,
    railTransferId: payout.railTransferId,
    status: payout.status,
    createdAt: payout.createdAt.toISOString(),
    settledAt: payout.settledAt?.toISOString() ?? null,
  };
}

const SHOWN_DIGITS = 4;

/** Enough to know it again for who knows it, and nothing for who does not. */
export function maskedAccount(account: string): string {
  const shown = account.length >= 3 * SHOWN_DIGITS ? account.slice(-SHOWN_DIGITS) : '';
  return `****${shown}`;
}
