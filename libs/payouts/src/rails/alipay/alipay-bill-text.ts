import { isUtf8 } from 'node:buffer';

import { parse } from 'csv-parse/sync';

import { refusalsOf } from '../../domain/bill-refusal';
import { readShanghaiTime } from '../../domain/shanghai-time';

/** A row of the bill by the names of its columns, with the line on which it ends. */
export interface BillRow {
  readonly lineNumber: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** The parts of an account bill of Alipay (账务明细), before anybody looks at what it says. */
export interface BillText {
  readonly account: string;
  readonly from: Date;
  readonly to: Date;
  readonly rows: readonly BillRow[];
  readonly out: BillTotal;
  readonly in: BillTotal;
}

/** What the bill itself says of one direction; the sum as it is written. */
export interface BillTotal {
  readonly count: number;
  readonly sum: string;
}

const ACCOUNT = /^#?账号[：:]\s*\[([^\]]{1,64})\]/m;
const SPAN = /起始日期[：:]\s*\[([^\]]+)\]\s*终止日期[：:]\s*\[([^\]]+)\]/;
const DATE = /^(\d{4})年(\d\d)月(\d\d)日\s+(\d\d:\d\d:\d\d)$/;
const TOTALS = {
  out: /^#?支出合计[：:](\d{1,9})笔，共(-?[\d.]+)元/m,
  in: /^#?收入合计[：:](\d{1,9})笔，共(-?[\d.]+)元/m,
};

/** Takes a bill apart: UTF-8, or GBK as Alipay writes it. */
export function readBillText(bytes: Buffer): BillText {
  const text = decoded(bytes);
  const lines = text.split(/\r?\n/);
  const headerAt = lines.findIndex((line) => line.includes('账务流水号'));
  const endAt = lines.findIndex((line) => line.includes('账务明细列表结束'));
  if (headerAt < 0) throw billRefusal(1, { en: 'there is no header', zh: '缺少表头' });
  if (endAt < headerAt) {
    throw billRefusal(lines.length, { en: 'it has no end', zh: '缺少列表结束标记' });
  }
  const header = cellsOf(lines[headerAt] ?? '', headerAt + 1)[0]?.cells ?? [];
  const body = lines.slice(headerAt + 1, endAt).join('\n');
  const rows = cellsOf(body, headerAt + 2).map(({ lineNumber, cells }) => {
    if (cells.length !== header.length) {
      throw billRefusal(lineNumber, { en: 'it has other columns', zh: '列数不符' });
    }
    return { lineNumber, cells: new Map(header.map((name, at) => [name, cells[at] ?? ''])) };
  });
  return {
    account: found(ACCOUNT, text, { en: 'the account is missing', zh: '缺少账号' })[1] ?? '',
    ...spanOf(text),
    rows,
    out: totalOf(TOTALS.out, text),
    in: totalOf(TOTALS.in, text),
  };
}

/** Refuses a bill of Alipay, naming the line. */
export const billRefusal = refusalsOf({
  code: 'statement.unreadable_alipay_bill',
  en: { name: 'the Alipay bill', again: 'Download the account bill "账务明细" again' },
  zh: { name: '支付宝账务明细', again: '请重新下载账务明细' },
});

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030', { fatal: true }).decode(bytes);
  } catch {
    throw billRefusal(1, { en: 'it is neither GBK nor UTF-8', zh: '编码既非 GBK 也非 UTF-8' });
  }
}

/** Cells without the tabs that keep spreadsheets from rounding long numbers. */
function cellsOf(text: string, fromLine: number): { lineNumber: number; cells: string[] }[] {
  const records = parse(text, {
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => ({
    lineNumber: fromLine + info.lines - 1,
    cells: record.map((cell) => cell.trim().replaceAll('（', '(').replaceAll('）', ')')),
  }));
}

function spanOf(text: string): Pick<BillText, 'from' | 'to'> {
  const missing = { en: 'the span of time is missing', zh: '缺少起止日期' };
  const [, from = '', to = ''] = found(SPAN, text, missing);
  const [first, last] = [from, to].map((date) =>
    readShanghaiTime(date.replace(DATE, '$1-$2-$3 $4')),
  );
  if (!first || !last || last <= first) throw billRefusal(1, missing, `${from} ${to}`);
  return { from: first, to: last };
}

function totalOf(form: RegExp, text: string): BillTotal {
  const [, count = '', sum = ''] = found(form, text, { en: 'a total is missing', zh: '缺少合计' });
  return { count: Number(count), sum: sum.replace('-', '') };
}

function found(
  form: RegExp,
  text: string,
  missing: { readonly en: string; readonly zh: string },
): readonly string[] {
  const parts = form.exec(text);
  if (parts === null) throw billRefusal(1, missing);
  return parts;
}
