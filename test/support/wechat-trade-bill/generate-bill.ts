import { ALL_COLUMNS, SUMMARY_COLUMNS, billLine, feeText, yuan } from './bill-format';
import { BillOrders } from './bill-orders';
import type { BillRowFacts, WantedPayment } from './bill-orders';
import { DEMO_PAYER_MAP } from './bill-payers';

export interface BillOptions {
  /** The same seed gives the same bill, byte for byte. */
  readonly seed: number;
  /** The day of the bill in Shanghai: `2026-03-01`. All times lie in it. */
  readonly day: string;
  /** How many data rows; with `bytesMax` the bill ends at whichever comes first. */
  readonly rows?: number;
  readonly bytesMax?: number;
  /** Openids of the payers; by default those of the demo. */
  readonly payers?: readonly string[];
  /** Payments that must be in the bill, settled, without coupon and never refunded. */
  readonly wanted?: readonly WantedPayment[];
}

/** One line of the bill and, for data rows, the facts behind it: what a reader must find. */
export interface BillEntry {
  readonly line: string;
  readonly facts?: BillRowFacts;
}

const ROWS_DEFAULT = 1_000;

/** A whole bill of the ALL variant as text, with LF line ends and its totals at the end. */
export function generateBill(options: BillOptions): string {
  let text = '';
  for (const { line } of billEntries(options)) text += `${line}\n`;
  return text;
}

/** The bill line by line, for files that are too large to be one text. */
export function* billEntries(options: BillOptions): Generator<BillEntry> {
  const rows = options.rows ?? (options.bytesMax === undefined ? ROWS_DEFAULT : Infinity);
  const bytesMax = options.bytesMax ?? Infinity;
  const orders = new BillOrders({
    seed: options.seed,
    day: options.day,
    payers: options.payers ?? Object.keys(DEMO_PAYER_MAP),
  });
  const wanted = [...(options.wanted ?? [])];
  const totals = new Totals();
  let bytes = 0;
  yield { line: ALL_COLUMNS.join(',') };
  for (let row = 0; row < rows && bytes < bytesMax; row += 1) {
    const progress = Math.max(row / rows, bytes / bytesMax);
    // Wanted payments are spread over the day, and all of them are in before it ends.
    const isDue =
      wanted.length > 0 && row >= (rows * (count(options) - wanted.length)) / (count(options) + 1);
    const facts = orders.next(progress, isDue ? wanted.shift() : undefined);
    totals.add(facts);
    const line = billLine(ALL_COLUMNS.map((column) => facts.cells[column]));
    bytes += Buffer.byteLength(line) + 1;
    yield { line, facts };
  }
  yield { line: SUMMARY_COLUMNS.join(',') };
  yield { line: billLine(totals.cells()) };
}

function count(options: BillOptions): number {
  return options.wanted?.length ?? 0;
}

class Totals {
  private rows = 0;
  private readonly fen = { settlement: 0n, refund: 0n, couponRefund: 0n, order: 0n, applied: 0n };
  private feeUnits = 0n;

  add(facts: BillRowFacts): void {
    this.rows += 1;
    this.feeUnits += facts.feeUnits;
    for (const name of ['settlement', 'refund', 'couponRefund', 'order', 'applied'] as const) {
      this.fen[name] += facts.amounts[name];
    }
  }

  cells(): string[] {
    const { settlement, refund, couponRefund, order, applied } = this.fen;
    const fee = feeText(this.feeUnits);
    return [String(this.rows), yuan(settlement), yuan(refund), yuan(couponRefund)].concat([
      fee,
      yuan(order),
      yuan(applied),
    ]);
  }
}
