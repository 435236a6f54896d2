import { exponentOf } from '@app/money';
import type { Money } from '@app/money';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
/** From large to small: what is above each of them is read like a number of its own. */
const STEPS: readonly (readonly [step: bigint, name: string])[] = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
];
const NAMES = new Intl.DisplayNames('zh-CN', { type: 'currency' });

/**
 * An amount in the capital numerals that Chinese documents of money carry, because a stroke more
 * does not change them: 1,409.50 CNY is 人民币壹仟肆佰零玖元伍角. By the rules for filling in bills
 * (《支付结算办法》, annex 1): 整 stands after 元 only, a zero before the 分 is read, and so is one
 * zero for several. Where the rules leave a zero open it is read before 角, and not before 仟. Other
 * currencies have no 角 and 分: their decimals are read digit by digit (GB/T 15835).
 */
export function chineseCapitals(money: Money): string {
  const sign = money.amountMinor < 0n ? '负' : '';
  const minor = money.amountMinor < 0n ? -money.amountMinor : money.amountMinor;
  const exponent = exponentOf(money.currency);
  const unit = 10n ** BigInt(exponent);
  const whole = minor / unit;
  const fraction = (minor % unit).toString().padStart(exponent, '0');
  return money.currency === 'CNY'
    ? `人民币${sign}${renminbi(whole, Number(fraction))}`
    : `${NAMES.of(money.currency) ?? money.currency}${sign}${decimal(whole, exponent === 0 ? '' : fraction)}`;
}

function renminbi(yuan: bigint, cents: number): string {
  const jiao = Math.floor(cents / 10);
  const fen = cents % 10;
  if (cents === 0) return `${numeral(yuan)}元整`;
  const small = `${jiao === 0 ? '' : `${digit(jiao)}角`}${fen === 0 ? '' : `${digit(fen)}分`}`;
  if (yuan === 0n) return small;
  const isZeroRead = jiao === 0 || yuan % 10n === 0n;
  return `${numeral(yuan)}元${isZeroRead ? '零' : ''}${small}`;
}

function decimal(whole: bigint, fraction: string): string {
  if (/^0*$/.test(fraction)) return `${numeral(whole)}整`;
  return `${numeral(whole)}点${Array.from(fraction, (character) => digit(Number(character))).join('')}`;
}

function numeral(value: bigint): string {
  for (const [step, name] of STEPS) {
    if (value < step) continue;
    const rest = value % step;
    const above = `${numeral(value / step)}${name}`;
    if (rest === 0n) return above;
    // One zero, however many places are empty between the two.
    return `${above}${rest < step / 10n ? '零' : ''}${numeral(rest)}`;
  }
  return belowTenThousand(Number(value));
}

function belowTenThousand(value: number): string {
  if (value === 0) return '零';
  const digits = Array.from(value.toString().padStart(4, '0'), Number);
  const words = digits.map((one, index) =>
    one === 0 ? '零' : `${digit(one)}${PLACES[3 - index] ?? ''}`,
  );
  return words
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}

function digit(value: number): string {
  return DIGITS.charAt(value);
}
