import { formatNotSupported, unknownFormat } from './file-refusals';
import { headerCells, isBillHeader } from './wechat-bill-header';
import { isCsvHeader } from './neutral-csv-header';

export type SupportedImportFormat = 'wechat-trade-bill' | 'csv';

/** Formats that we can tell, but not read: better a name than "unknown". */
const KNOWN_STRANGERS: readonly (readonly [RegExp, string])[] = [
  [/^#?支付宝|支付宝交易号/, 'alipay-bill'],
  [/^微信支付账单明细/, '微信支付个人账单'],
  [/camt\.05[2-4]/, 'camt.053'],
  [/^<\?xml|^<Document/, 'XML'],
  [/^[[{]/, 'JSON'],
];

/**
 * Tells the format of a file from its first line that is not blank. Throws a `DomainError` that
 * shows the line when it is none that we read.
 */
export function detectFormat(firstLine: string): SupportedImportFormat {
  const line = firstLine.trim();
  if (isBillHeader(line)) return 'wechat-trade-bill';
  // Quotes around header names are legal; without them the names are plain words.
  if (isCsvHeader(headerCells(line.replaceAll('"', '')))) return 'csv';
  for (const [pattern, name] of KNOWN_STRANGERS) {
    if (pattern.test(line)) throw formatNotSupported(name);
  }
  throw unknownFormat(line);
}
