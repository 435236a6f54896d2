import { decodeLines } from './decode-text';
import type { TextLine } from './decode-text';
import { detectFormat } from './detect-format';
import type { SupportedImportFormat } from './detect-format';
import { emptyFile, formatNotSupported } from './file-refusals';
import { lineFaultRefusal } from './line-faults';
import { NeutralCsvReader } from './neutral-csv';
import type { ImportedRow } from './payment-record';
import type { RowReader } from './row-reader';
import { WechatTradeBillReader } from './wechat-trade-bill';

/** What the import call accepts as `format`; not all of them can be read yet. */
export const IMPORT_FORMATS = [
  'auto',
  'wechat-trade-bill',
  'alipay-bill',
  'camt.053',
  'csv',
] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ReadPaymentsOptions {
  readonly format: ImportFormat;
  /** The source of the rows: for a bill instead of `wechat-pay`, for CSV where a row has none. */
  readonly source?: string;
  /** For WeChat's bills: from openid to the payer's id with us. */
  readonly payerMap?: Readonly<Record<string, string>>;
}

/**
 * The one entrance for files of payments: bytes in, rows out, in the order of the file, with
 * bounded memory however long the file is. Bad rows come as `rejected`; a WeChat bill ends with
 * `summary`.
 *
 * Throws a `DomainError` when nothing can be read: `import.empty_file`, `import.binary_file`,
 * `import.utf16_not_supported`, `import.unknown_encoding`, `import.unknown_format`,
 * `import.format_not_supported`, or `import.missing_columns`, `.unknown_columns`,
 * `.repeated_columns`, `.contradictory_columns` for the header. Rows before the header line do not
 * exist, so a file that is refused has given no row.
 */
// eslint-disable-next-line no-restricted-syntax -- waits for its own input and for nothing else
export async function* readPayments(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadPaymentsOptions,
): AsyncGenerator<ImportedRow> {
  const { format } = options;
  if (format === 'alipay-bill' || format === 'camt.053') throw formatNotSupported(format);
  let reader: RowReader | undefined;
  for await (const lines of decodeLines(chunks)) {
    reader ??= readerFor(format, firstOf(lines), options);
    // Row by row, and not `yield*`: delegating to an array would wait twice for each row.
    for (const row of reader?.read(lines) ?? []) yield row;
  }
  if (reader === undefined) throw emptyFile();
  for (const row of reader.finish()) yield row;
}

function firstOf(lines: readonly TextLine[]): TextLine | undefined {
  return lines.find((line) => line.fault !== undefined || line.text.trim() !== '');
}

function readerFor(
  format: 'auto' | SupportedImportFormat,
  first: TextLine | undefined,
  options: ReadPaymentsOptions,
): RowReader | undefined {
  if (first === undefined) return undefined;
  if (format === 'auto' && first.fault !== undefined) throw lineFaultRefusal(first.fault);
  const known = format === 'auto' ? detectFormat(first.text) : format;
  return known === 'csv' ? new NeutralCsvReader(options) : new WechatTradeBillReader(options);
}
