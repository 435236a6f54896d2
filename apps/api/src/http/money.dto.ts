import { Money } from '@app/money';

import { Currency, MinorAmount } from './fields';

/** Money in minor units: 199.00 CNY is `{"currency":"CNY","amountMinor":"19900"}`. */
export class MoneyDto {
  @Currency()
  currency!: string;

  @MinorAmount()
  amountMinor!: string;
}

/** Money that may be nothing: an award. */
export class MoneyOrZeroDto {
  @Currency()
  currency!: string;

  @MinorAmount({ zero: true })
  amountMinor!: string;
}

/** Reads money that has passed the checks of its fields. */
export function moneyOf(dto: MoneyDto | MoneyOrZeroDto): Money {
  return Money.fromJson(dto);
}
