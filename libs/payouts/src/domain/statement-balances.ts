import { Money } from '@app/money';

import type { Statement, StatementLine } from './statement-line';

/** A line of a statement, and what the account held after it. */
export interface BookedLine {
  readonly line: StatementLine;
  readonly balanceAfter: Money;
}

/**
 * The balances around lines, the earliest first, if each line's balance follows from the one before
 * it. Otherwise null: bookings of one second come in any order, and then none is stated for sure.
 */
export function balancesAround(
  booked: readonly BookedLine[],
): Pick<Statement, 'opening' | 'closing'> {
  const [first] = booked;
  if (first === undefined) return { opening: null, closing: null };
  const { currency } = first.balanceAfter;
  const openingMinor = first.balanceAfter.amountMinor - movedMinor(first.line);
  let runningMinor = openingMinor;
  for (const { line, balanceAfter } of booked) {
    runningMinor += movedMinor(line);
    if (runningMinor !== balanceAfter.amountMinor) return { opening: null, closing: null };
  }
  return { opening: Money.of(openingMinor, currency), closing: Money.of(runningMinor, currency) };
}

/** What lines of one direction add up to, in minor units. */
export function sumOfLines(
  lines: readonly StatementLine[],
  direction: StatementLine['direction'],
): bigint {
  return lines
    .filter((line) => line.direction === direction)
    .reduce((total, { money }) => total + money.amountMinor, 0n);
}

function movedMinor({ direction, money }: StatementLine): bigint {
  return direction === 'in' ? money.amountMinor : -money.amountMinor;
}
