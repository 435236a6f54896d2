import { DomainError } from '@app/kernel';
import type { TransferDraft } from '@app/ledger';
import type { Money } from '@app/money';

/** What a posting rule says: the lines of an event and, for people, what they are. */
export interface Booking {
  readonly memo: string;
  readonly transfers: readonly TransferDraft[];
}

export function booking(memo: string, ...lines: readonly TransferDraft[][]): Booking {
  return { memo, transfers: lines.flat() };
}

/**
 * A line, or none for nothing: a booking of zero says nothing. A negative amount is refused
 * (`accounting.negative_amount`): the other direction is another event.
 */
export function line(debit: string, credit: string, money: Money): TransferDraft[] {
  requireNotNegative(money);
  return money.isZero() ? [] : [{ debit, credit, money }];
}

/** The line for a balance that is set anew: from credit to debit when it grows, else back. */
export function changeLine(
  debit: string,
  credit: string,
  { from, to }: { readonly from: Money; readonly to: Money },
): TransferDraft[] {
  [from, to].forEach(requireNotNegative);
  return to.isGreaterThan(from)
    ? line(debit, credit, to.minus(from))
    : line(credit, debit, from.minus(to));
}

function requireNotNegative(money: Money): void {
  if (money.amountMinor >= 0n) return;
  throw new DomainError(
    'unprocessable',
    'accounting.negative_amount',
    {
      en: `An event has an amount of zero or more, not ${money.toString()}. Name the opposite event.`,
      'zh-CN': `事件金额不能为负（${money.toString()}），请使用相反的事件。`,
    },
    { saw: money.toString() },
  );
}
