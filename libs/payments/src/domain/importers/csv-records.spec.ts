import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';

import { quoteStateAfter } from './csv-quotes';
import { CsvRecordReader } from './csv-records';
import type { CsvRecord } from './csv-records';
import type { TextLine } from './decode-text';

function linesOf(text: string): TextLine[] {
  return text.split('\n').map((line, index) => ({ lineNumber: index + 1, text: line }));
}

function recordsOf(lines: readonly TextLine[]): CsvRecord[] {
  const reader = new CsvRecordReader();
  return [...reader.read(lines), ...reader.finish()];
}

/** `3:a|b` for a record at line 3, `4:import.stray_quote` for one that is refused. */
function shown(lines: readonly TextLine[]): string[] {
  return recordsOf(lines).map(
    ({ lineNumber, cells, refusal }) =>
      `${String(lineNumber)}:${refusal?.code ?? cells?.join('|') ?? '?'}`,
  );
}

const STRAY = 'import.stray_quote';

describe('records of CSV', () => {
  it.each([
    ['plain lines', 'a,b\nc,d', ['1:a|b', '2:c|d']],
    ['empty cells', ',\n"",""', ['1:|', '2:|']],
    ['quoted commas and quotes', '"a,1","say ""hi"""', ['1:a,1|say "hi"']],
    ['line breaks inside quotes', '"a\nb",c\nd,e', ['1:a\nb|c', '3:d|e']],
    ['blank lines between', 'a\n\n  \nb', ['1:a', '4:b']],
    ['a blank line inside quotes', '"a\n\nb"\nc', ['1:a\n\nb', '4:c']],
  ])('understand %s', (_case, text, records) => {
    expect(shown(linesOf(text))).toEqual(records);
  });

  it.each([
    ['in the middle of a field', 'a,6" pipe\nb,c', [`1:${STRAY}`, '2:b|c']],
    ['that opens and never closes', 'a,"b\nc,d\ne,f', [`1:${STRAY}`, '2:c|d', '3:e|f']],
    [
      'that opens, before a row with quotes',
      'a,"b\nc,"x, y",d\ne',
      [`1:${STRAY}`, '2:c|x, y|d', '3:e'],
    ],
    ['behind a closing one', 'a,"b"c\nd,e', [`1:${STRAY}`, '2:d|e']],
    ['in two rows', 'a,"b\nc"d\ne', [`1:${STRAY}`, `2:${STRAY}`, '3:e']],
    ['at the very end', 'a\n"', ['1:a', `2:${STRAY}`]],
  ])('lose only the row with a stray quote %s', (_case, text, records) => {
    expect(shown(linesOf(text))).toEqual(records);
  });

  it('give up an open quote after 64 KiB, and lose no other row', () => {
    const rows = Array.from(
      { length: 3_000 },
      (_, index) => `row ${String(index)},of forty or so letters`,
    );
    const lines = linesOf(`"open,${rows.join('\n')}`);
    // Before the end of the file: an endless file must give its rows too.
    expect(new CsvRecordReader().read(lines).length).toBeGreaterThan(1_000);
    const records = shown(lines);
    expect(records).toHaveLength(3_000);
    expect(records[0]).toBe(`1:${STRAY}`);
    expect(records.at(-1)).toBe('3000:row 2999|of forty or so letters');
  });

  it('refuse a whole record when one of its lines is faulty, and never read inside its quotes', () => {
    const lines: TextLine[] = [
      { lineNumber: 1, text: 'a,"begin' },
      { lineNumber: 2, text: 'forged,row' },
      { lineNumber: 3, text: '\uFFFD', fault: 'invalid_bytes' },
      { lineNumber: 4, text: 'end"' },
      { lineNumber: 5, text: 'b,c' },
    ];
    expect(shown(lines)).toEqual(['1:import.invalid_bytes', '5:b|c']);
    const long: TextLine[] = lines.map((line) =>
      line.fault ? { ...line, fault: 'too_long' } : line,
    );
    expect(shown([...long.slice(0, 3), long[4]!])).toEqual(['1:import.line_too_long', '5:b|c']);
  });

  it('do not care how lines come in batches', () => {
    const lines = linesOf('a,"b\nc",d\n"x\n\ny",z\n6" pipe\nlast,row');
    const whole = recordsOf(lines);
    const reader = new CsvRecordReader();
    const single = lines.flatMap((line) => reader.read([line]));
    expect([...single, ...reader.finish()]).toEqual(whole);
  });

  it('agree with csv-parse about which lines are well formed', () => {
    const letters = fc.constantFrom('a', ',', '"', '""', ' ', '\n');
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 14 }), (parts) => {
        const text = parts
          .join('')
          .replaceAll(/\n+/g, '\n')
          .replace(/^\n|\n$/g, '');
        fc.pre(text !== '');
        const lines = text.split('\n');
        let state = quoteStateAfter(lines[0] ?? '', false);
        for (const line of lines.slice(1)) {
          if (state !== 'malformed') state = quoteStateAfter(line, state === 'inside');
        }
        expect(state === 'outside').toBe(isWellFormed(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('give back what csv-stringify wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '中', ',', '"', '\n', ' ', "'") });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 }),
        (rows) => {
          const text = stringify(rows, { quoted: true, record_delimiter: '\n' });
          expect(recordsOf(linesOf(text)).map(({ cells }) => cells)).toEqual(rows);
        },
      ),
    );
  });
});

function isWellFormed(text: string): boolean {
  try {
    parse(text, { recordDelimiter: '\n', relaxColumnCount: true });
    return true;
  } catch {
    return false;
  }
}
