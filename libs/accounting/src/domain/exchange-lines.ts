import { DomainError } from '@app/kernel';
import type { TransferDraft } from '@app/ledger';
import type { Money } from '@app/money';

import { line } from './booking';

/**
 * The lines of a payout that is owed in one currency and paid in another: each currency balances
 * for itself, and the FX position (1090) holds the two until it is revalued. Refuses one currency
 * twice (`accounting.fx_same_currency`) and an amount for nothing (`accounting.fx_one_sided`).
 */
export function exchangeLines(owed: Money, paid: Money): TransferDraft[] {
  const amounts = `${owed.toString()} / ${paid.toString()}`;
  if (owed.currency === paid.currency) {
    throw new DomainError(
      'unprocessable',
      'accounting.fx_same_currency',
      {
        en: `${amounts} are of one currency: such a payout settles as E16, without exchange.`,
        'zh-CN': `${amounts} 为同一币种，无需兑换，请按 E16 结算。`,
      },
      { saw: amounts },
    );
  }
  if (owed.isZero() !== paid.isZero()) {
    throw new DomainError(
      'unprocessable',
      'accounting.fx_one_sided',
      {
        en: `${amounts}: one side of an exchange cannot be zero. State what was owed and what was paid.`,
        'zh-CN': `${amounts}：兑换的任何一方都不能为零，请填写应付金额和实付金额。`,
      },
      { saw: amounts },
    );
  }
  return [...line('2040', '1090', owed), ...line('1090', '1030', paid)];
}
