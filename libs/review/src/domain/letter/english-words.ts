import { exponentOf } from '@app/money';
import type { Money } from '@app/money';

const SMALL = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen'],
  'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const STEPS: readonly (readonly [step: bigint, name: string])[] = [
  [1_000_000_000_000_000n, 'quadrillion'],
  [1_000_000_000_000n, 'trillion'],
  [1_000_000_000n, 'billion'],
  [1_000_000n, 'million'],
  [1_000n, 'thousand'],
];

/**
 * An amount in words as on an English cheque: 199.50 CNY is "one hundred ninety-nine and 50/100
 * CNY", 1200 JPY "one thousand two hundred JPY".
 */
export function englishWords(money: Money): string {
  const sign = money.amountMinor < 0n ? 'minus ' : '';
  const minor = money.amountMinor < 0n ? -money.amountMinor : money.amountMinor;
  const exponent = exponentOf(money.currency);
  const unit = 10n ** BigInt(exponent);
  const fraction =
    exponent === 0
      ? ''
      : ` and ${(minor % unit).toString().padStart(exponent, '0')}/${unit.toString()}`;
  return `${sign}${numeral(minor / unit)}${fraction} ${money.currency}`;
}

function numeral(value: bigint): string {
  for (const [step, name] of STEPS) {
    if (value < step) continue;
    const rest = value % step;
    return `${numeral(value / step)} ${name}${rest === 0n ? '' : ` ${numeral(rest)}`}`;
  }
  return belowThousand(Number(value));
}

function belowThousand(value: number): string {
  if (value < 20) return SMALL[value] ?? '';
  if (value < 100) {
    const ones = value % 10;
    return `${TENS[Math.floor(value / 10)] ?? ''}${ones === 0 ? '' : `-${SMALL[ones] ?? ''}`}`;
  }
  const rest = value % 100;
  const hundreds = `${SMALL[Math.floor(value / 100)] ?? ''} hundred`;
  return rest === 0 ? hundreds : `${hundreds} ${belowThousand(rest)}`;
}
