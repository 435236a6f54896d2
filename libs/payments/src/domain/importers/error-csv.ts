import { stringify } from 'csv-stringify/sync';

import type { RejectedRow } from './payment-record';

const COLUMNS = ['line', 'reason_code', 'reason_zh', 'reason_en', 'raw'];

/** Excel reads a CSV as UTF-8 only behind this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

const OPTIONS = { record_delimiter: '\r\n' } as const;

/**
 * What a cell must not begin with, or a spreadsheet takes it for a formula (OWASP ASVS 5.0,
 * 1.2.10), also in full width. Quotes do not help against that; a leading apostrophe does.
 */
const FORMULA_START = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** The first line of the file of rejected rows, with the byte order mark and its line end. */
export function errorCsvHeader(): string {
  return `${BYTE_ORDER_MARK}${stringify([COLUMNS], OPTIONS)}`;
}

/** One rejected row as a line of CSV with its line end, safe to open in a spreadsheet. */
export function errorCsvLine(row: RejectedRow): string {
  const texts = [row.reasonCode, row.reason['zh-CN'], row.reason.en, row.raw];
  const cells = [String(row.lineNumber), ...texts.map((text) => formulaSafe(text))];
  return stringify([cells], OPTIONS);
}

function formulaSafe(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}
