import type { TextLine } from './decode-text';
import type { ImportedRow } from './payment-record';

/**
 * Reads the lines of one file of one format, batch by batch, in order, from the header line on.
 * A bad row becomes a rejected one; a header that cannot be used is thrown as a `DomainError`.
 */
export interface RowReader {
  read(lines: readonly TextLine[]): ImportedRow[];
  /** After the last line: what was held back, and what is missing. */
  finish(): ImportedRow[];
}
