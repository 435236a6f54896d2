import { isCurrency, Money, parseDecimal } from '@app/money';

import { CsvRecordReader } from './csv-records';
import type { CsvRecord } from './csv-records';
import type { TextLine } from './decode-text';
import { readCsvHeader } from './neutral-csv-header';
import type { CsvColumn, CsvHeader } from './neutral-csv-header';
import { PAYMENT_CHANNELS, PAYMENT_STATUSES } from './payment-record';
import type { ImportedRow, PaymentRecord, PaymentStatus } from './payment-record';
import { ID_CHARS_MAX, NAME_CHARS_MAX, readDescription, readId, readText } from './read-text';
import { readRfc3339 } from './read-time';
import { contradiction, malformedAmount, missingValue, orRejection } from './row-refusals';
import { rejection, unknownCurrency, unknownValue, wrongColumnCount } from './row-refusals';
import type { RowReader } from './row-reader';

export interface NeutralCsvOptions {
  /** The source of rows that name none. */
  readonly source?: string;
}

/**
 * Reads our own CSV of payments: RFC 4180, a header line, columns in any order (see `CSV_COLUMNS`),
 * times as RFC 3339 with an offset, amounts either in minor units (`amount_minor`) or in decimal
 * major units (`amount`). Blanks around values do not count. A bad row is rejected; later ones are
 * still read, also after a stray quote or a wrong number of columns.
 */
export class NeutralCsvReader implements RowReader {
  private readonly records = new CsvRecordReader();
  private header: CsvHeader | undefined;

  constructor(private readonly options: NeutralCsvOptions = {}) {}

  read(lines: readonly TextLine[]): ImportedRow[] {
    return this.rowsOf(this.records.read(lines));
  }

  finish(): ImportedRow[] {
    return this.rowsOf(this.records.finish());
  }

  private rowsOf(records: readonly CsvRecord[]): ImportedRow[] {
    return records.flatMap((record) => {
      if (this.header !== undefined) return this.rowOf(this.header, record);
      if (record.refusal !== undefined) throw record.refusal;
      const isSourceRequired = this.options.source === undefined;
      this.header = readCsvHeader(record.cells ?? [], record.text, isSourceRequired);
      return [];
    });
  }

  private rowOf(header: CsvHeader, record: CsvRecord): ImportedRow {
    const { cells = [], lineNumber, refusal } = record;
    if (refusal !== undefined) return rejection(record, refusal);
    return orRejection(record, () => {
      if (cells.length !== header.width) throw wrongColumnCount(cells.length, header.width);
      const payment = paymentOf(new CsvRow(header, cells), this.options.source);
      return { kind: 'payment', lineNumber, payment };
    });
  }
}

function paymentOf(row: CsvRow, defaultSource: string | undefined): PaymentRecord {
  const currency = row.currency();
  const money = row.money('amount', currency);
  if (money === undefined || money.isZero()) throw missingAmount(row, money);
  const status = row.oneOf('status', PAYMENT_STATUSES);
  const settledAt = row.optional('settled_at', ID_CHARS_MAX);
  const description = readDescription(row.cell('description'), 'description');
  const refunded = refundedOf(row, money, status);
  return {
    source: row.optional('source', ID_CHARS_MAX) ?? defaultSource ?? row.id('source'),
    sourceId: row.id('source_id'),
    channel: row.oneOf('channel', PAYMENT_CHANNELS),
    rail: row.id('rail'),
    paidAt: readRfc3339(row.id('paid_at'), 'paid_at'),
    ...(settledAt === undefined ? {} : { settledAt: readRfc3339(settledAt, 'settled_at') }),
    payer: payerOf(row),
    payee: payeeOf(row),
    money,
    status,
    ...(refunded === undefined ? {} : { refunded }),
    ...(description === undefined ? {} : { description }),
  };
}

function payerOf(row: CsvRow): PaymentRecord['payer'] {
  const name = row.optional('payer_name', NAME_CHARS_MAX);
  const account = row.optional('payer_account', ID_CHARS_MAX);
  return {
    id: row.id('payer_id'),
    ...(name === undefined ? {} : { name }),
    ...(account === undefined ? {} : { account }),
  };
}

function payeeOf(row: CsvRow): PaymentRecord['payee'] {
  const id = row.optional('payee_id', ID_CHARS_MAX);
  const name = row.optional('payee_name', NAME_CHARS_MAX);
  const account = row.optional('payee_account', ID_CHARS_MAX);
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(account === undefined ? {} : { account }),
  };
}

function missingAmount(row: CsvRow, money: Money | undefined): Error {
  const field = row.amountColumn('amount');
  if (money === undefined) return missingValue(field);
  return malformedAmount(field, row.cell(field), field === 'amount' ? '12.30 (> 0)' : '1230 (> 0)');
}

/** The refunded amount must fit the status, or one of the two is a typing error. */
function refundedOf(row: CsvRow, money: Money, status: PaymentStatus): Money | undefined {
  const refunded = row.money('refunded', money.currency) ?? Money.zero(money.currency);
  const isPart = refunded.isPositive() && money.isGreaterThan(refunded);
  switch (status) {
    case 'refunded':
      if (!isPart && !refunded.isGreaterThan(money)) return money;
      break;
    case 'partly_refunded':
      if (isPart) return refunded;
      break;
    case 'settled':
    case 'failed':
      if (refunded.isZero()) return undefined;
  }
  throw contradiction(row.amountColumn('refunded'), `${status}, ${refunded.toString()}`, {
    en: `"refunded" means all of ${money.toString()}, "partly_refunded" more than zero and less than that, and "settled" or "failed" have nothing refunded.`,
    'zh-CN': `refunded 表示全额（${money.toString()}）退款，partly_refunded 表示大于零且小于该金额，settled 和 failed 不应有退款金额。`,
  });
}

const MINOR = /^\d{1,19}$/;
const MAJOR = /^\d{1,17}(?:\.\d{1,10})?$/;

/** One record under its header. */
class CsvRow {
  constructor(
    private readonly header: CsvHeader,
    private readonly cells: readonly string[],
  ) {}

  cell(column: CsvColumn): string {
    const index = this.header.indexes[column];
    return index === undefined ? '' : (this.cells[index] ?? '').trim();
  }

  id(column: CsvColumn): string {
    return readId(this.cell(column), column);
  }

  optional(column: CsvColumn, charsMax: number): string | undefined {
    return readText(this.cell(column), column, charsMax);
  }

  oneOf<Value extends string>(column: CsvColumn, values: readonly Value[]): Value {
    const cell = this.cell(column);
    const found = values.find((value) => value === cell);
    if (found === undefined) throw unknownValue(column, cell, values);
    return found;
  }

  currency(): string {
    const currency = this.cell('currency');
    if (!isCurrency(currency)) throw unknownCurrency('currency', currency);
    return currency;
  }

  /** Which of the two columns for one amount this file has. */
  amountColumn(column: 'amount' | 'refunded'): CsvColumn {
    const minor = `${column}_minor` as const;
    return this.header.indexes[minor] === undefined ? column : minor;
  }

  money(column: 'amount' | 'refunded', currency: string): Money | undefined {
    const name = this.amountColumn(column);
    const cell = this.cell(name);
    if (cell === '') return undefined;
    const isMinor = name !== column;
    if (!(isMinor ? MINOR : MAJOR).test(cell)) {
      throw malformedAmount(name, cell, isMinor ? '1230' : '12.30');
    }
    return isMinor ? Money.of(BigInt(cell), currency) : parseDecimal(cell, currency);
  }
}
