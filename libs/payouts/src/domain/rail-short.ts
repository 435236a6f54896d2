import { DomainError } from '@app/kernel';
import { amountText } from '@app/money';
import type { Money } from '@app/money';

/**
 * `payout.rail_short`: what was paid after all has to be booked out of money that the books do not
 * have. It names what is missing.
 */
export function railShort(missing: Money): DomainError {
  const { currency, amountMinor } = missing;
  return new DomainError(
    'conflict',
    'payout.rail_short',
    {
      en: `This payout was booked as failed, and by the books ${amountText(missing, 'en')} is missing to book it as paid. Bring that much to the rails (or to the fund, for a wallet) first; then approve this again.`,
      'zh-CN': `该付款曾记为失败，账面尚缺 ${amountText(missing, 'zh-CN')}，无法记为已付。请先补足通道（或钱包对应的保障基金）资金，再复核通过。`,
    },
    { missingMinor: amountMinor.toString(), currency },
  );
}
