import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { errorCsvHeader, errorCsvLine } from './error-csv';
import type { RejectedRow } from './payment-record';

function rejected(raw: string): RejectedRow {
  return { lineNumber: 7, reasonCode: 'import.x', reason: { en: 'why', 'zh-CN': '原因' }, raw };
}

function fileOf(rows: readonly RejectedRow[]): string[][] {
  const text = errorCsvHeader() + rows.map((row) => errorCsvLine(row)).join('');
  return parse(text, { bom: true, recordDelimiter: '\r\n' });
}

describe('the file of rejected rows', () => {
  it('opens in a spreadsheet as UTF-8 with five columns', () => {
    expect(errorCsvHeader()).toBe('\uFEFFline,reason_code,reason_zh,reason_en,raw\r\n');
    expect(errorCsvLine(rejected('a,"b"'))).toBe('7,import.x,原因,why,"a,""b"""\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    'disarms the formula in %j',
    (raw) => {
      expect(fileOf([rejected(raw)])[1]?.[4]).toBe(`'${raw}`);
    },
  );

  it('leaves bills as they are: a backtick is no formula', () => {
    expect(fileOf([rejected('`2026-03-01,`=1')])[1]?.[4]).toBe('`2026-03-01,`=1');
  });

  it('disarms reasons too, because they quote what they saw', () => {
    const row = { ...rejected('x'), reason: { en: '=x', 'zh-CN': '＝x' } };
    expect(fileOf([row])[1]?.slice(2, 4)).toEqual(["'＝x", "'=x"]);
  });

  it('gives back every row as it was, but for the apostrophe', () => {
    const raw = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\n', '\r', '=', '-', '中', '`', ' '),
    });
    fc.assert(
      fc.property(fc.array(raw, { minLength: 1, maxLength: 5 }), (raws) => {
        const read = fileOf(raws.map((text) => rejected(text))).slice(1);
        expect(read.map((cells) => cells[4])).toEqual(
          raws.map((text) => (/^[=\-\n\r]/.test(text) ? `'${text}` : text)),
        );
      }),
    );
  });
});
