import type { Balance } from '../bundle/balances';
import type { Chart } from '../bundle/chart';
import type { CanonicalJournal } from '../canonical-journal';

/** What the head of a file is made from. */
export interface Books {
  readonly chart: Chart;
  /** Of the same checkpoint as the journals: they tell which currencies stand where. */
  readonly balances: readonly Balance[];
}

/** How to write journals for a program of plain text accounting. */
export interface PlainTextFormat {
  /** The file in the folder of an export. */
  readonly path: string;
  /** What stands before the journals. */
  head(books: Books): string;
  /** A journal as a transaction, each line as two postings; it ends with an empty line. */
  entry(journal: CanonicalJournal, names: ReadonlyMap<string, string>): string;
}

/** The currencies of the books, sorted. */
export function currenciesOf({ balances }: Books): string[] {
  return [...new Set(balances.map(({ currency }) => currency))].sort();
}
