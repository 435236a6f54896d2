import type { Money } from '@app/money';

/**
 * What a line of a statement is about. `payout` left for a payee, `return` of a payout came back,
 * `fee` was taken by the rail, `top_up` moved our own money to it; `other` nobody can tell yet.
 */
export const STATEMENT_LINE_KINDS = ['payout', 'return', 'fee', 'top_up', 'other'] as const;
export type StatementLineKind = (typeof STATEMENT_LINE_KINDS)[number];

/** A line of a rail's or a bank's statement, whatever its file looks like. */
export interface StatementLine {
  /** What tells the line from all others of its statement's source; unique there for ever. */
  readonly lineId: string;
  readonly kind: StatementLineKind;
  /** Out of our account, or into it. */
  readonly direction: 'out' | 'in';
  readonly money: Money;
  readonly bookedAt: Date;
  /** Our key of a payout, where the line carries it. */
  readonly key: string | null;
  /** The rail's own number of the transfer. */
  readonly transferId: string | null;
  /** What else the line says, for people: at most 300 characters. */
  readonly text: string;
}

/** A statement as a parser gives it: complete for its account and span, or refused as a whole. */
export interface Statement {
  readonly source: string;
  /** Which account of ours it is about, as the source names it. */
  readonly account: string;
  readonly from: Date;
  readonly to: Date;
  /** Balances where the file states them: opening + in − out must give closing. */
  readonly opening: Money | null;
  readonly closing: Money | null;
  readonly lines: readonly StatementLine[];
}
