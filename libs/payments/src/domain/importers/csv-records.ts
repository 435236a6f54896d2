import { parse } from 'csv-parse/sync';

import type { DomainError } from '@app/kernel';

import { quoteStateAfter } from './csv-quotes';
import type { TextLine } from './decode-text';
import { LINE_BYTES_MAX, lineFaultRefusal } from './line-faults';
import { strayQuote } from './row-refusals';

/** One record: where it began, its text for showing, and its cells or why it has none. */
export interface CsvRecord {
  readonly lineNumber: number;
  readonly text: string;
  readonly cells?: readonly string[];
  readonly refusal?: DomainError;
}

/**
 * Puts lines together to records (a quoted field may hold line breaks) and has csv-parse take them
 * apart. A record that breaks the rules of quotes is refused at its first line, and reading goes on
 * at the second: what follows a stray quote survives. A record may be 64 KiB long; a quote that is
 * not closed by then counts as stray. Blank lines between records are passed over.
 */
export class CsvRecordReader {
  /** The lines of a record whose quoted field is still open. */
  private open: TextLine[] = [];
  private openChars = 0;

  read(lines: readonly TextLine[]): CsvRecord[] {
    const records: CsvRecord[] = [];
    for (const line of lines) this.readLine(line, records);
    return withCells(records);
  }

  finish(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.open.length > 0) this.giveUpFirst(records);
    return withCells(records);
  }

  private readLine(line: TextLine, records: CsvRecord[]): void {
    const isInside = this.open.length > 0;
    if (!isInside && line.text.trim() === '' && line.fault === undefined) return;
    if (line.fault === 'too_long') {
      // Its end is unknown, so is the state of its quotes: the open record goes down with it.
      records.push(refusedRecord([...this.open, line], lineFaultRefusal(line.fault)));
      this.close();
      return;
    }
    this.open.push(line);
    this.openChars += line.text.length + 1;
    const state = quoteStateAfter(line.text, isInside);
    if (state === 'outside') {
      records.push(recordOf(this.open));
      this.close();
    } else if (state === 'malformed' || this.openChars > LINE_BYTES_MAX) {
      this.giveUpFirst(records);
    }
  }

  /**
   * Refuses the first open line and reads the others again. They cannot run away a second time: a
   * line that left a quoted field open has an even number of quotes, and so opens none by itself.
   */
  private giveUpFirst(records: CsvRecord[]): void {
    const [first, ...others] = this.open;
    this.close();
    if (first === undefined) return;
    const refusal = first.fault === undefined ? strayQuote() : lineFaultRefusal(first.fault);
    records.push(refusedRecord([first], refusal));
    for (const line of others) this.readLine(line, records);
  }

  private close(): void {
    this.open = [];
    this.openChars = 0;
  }
}

function recordOf(lines: readonly TextLine[]): CsvRecord {
  const fault = lines.find((line) => line.fault !== undefined)?.fault;
  if (fault !== undefined) return refusedRecord(lines, lineFaultRefusal(fault));
  return { lineNumber: lines[0]?.lineNumber ?? 0, text: textOf(lines) };
}

function refusedRecord(lines: readonly TextLine[], refusal: DomainError): CsvRecord {
  return { lineNumber: lines[0]?.lineNumber ?? 0, text: textOf(lines), refusal };
}

function textOf(lines: readonly TextLine[]): string {
  const only = lines.length === 1 ? lines[0] : undefined;
  return only === undefined ? lines.map((line) => line.text).join('\n') : only.text;
}

/** One call for many records, because each call costs as much as ten records. */
function withCells(records: readonly CsvRecord[]): CsvRecord[] {
  const texts = records.flatMap((record) => (record.refusal === undefined ? [record.text] : []));
  const rows = parse(texts.join('\n'), { recordDelimiter: '\n', relaxColumnCount: true });
  if (rows.length !== texts.length) throw new Error('csv-parse sees other records than we do.');
  let next = 0;
  return records.map((record) => {
    if (record.refusal !== undefined) return record;
    const cells = rows[next] ?? [];
    next += 1;
    return { ...record, cells };
  });
}
