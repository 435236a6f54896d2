import { stringify } from 'csv-stringify/sync';

import { Money } from '@app/money';

import type { CounterpartyStatement } from './statement';

const COLUMNS = [
  'booked_at',
  'occurred_at',
  'event',
  'text',
  'claim',
  'account',
  'currency',
  'change',
  'balance',
  'journal',
];

/** Excel reads a CSV as UTF-8 only behind this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Statements as one file: per currency an opening line, the movements, and a closing line. */
export function statementCsv(statements: readonly CounterpartyStatement[]): string {
  const rows = statements.flatMap(({ currency, opening, movements, closing }) => [
    ['', '', '', 'Opening balance', '', '', currency, '', digits(opening), ''],
    ...movements.map((one) => [
      one.bookedAt.toISOString(),
      one.occurredAt.toISOString(),
      one.kind,
      one.memo,
      one.reference,
      one.account,
      currency,
      digits(Money.of(one.changeMinor, currency)),
      digits(Money.of(one.balanceMinor, currency)),
      one.journalId,
    ]),
    ['', '', '', 'Closing balance', '', '', currency, '', digits(closing), ''],
  ]);
  return `${BYTE_ORDER_MARK}${stringify([COLUMNS, ...rows], { record_delimiter: '\r\n' })}`;
}

/** An amount without its currency, which stands in a column of its own. */
function digits(money: Money): string {
  return money.toString().slice(0, -` ${money.currency}`.length);
}
