export { amountText, amountTexts, withReadableAmounts, withUnbrokenAmounts } from './amount-text';
export { exponentOf, isCurrency } from './currency';
export { parseDecimal } from './decimal';
export { AMOUNT_MINOR_MAX, Money, sumOf } from './money';
export type { MoneyJson } from './money';
export { WHOLE_BP, allocate, shareRoundedDown } from './share';
