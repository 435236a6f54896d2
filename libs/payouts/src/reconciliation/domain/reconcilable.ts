import type { StatementLineKind } from '../../domain/statement-line';
import type { PayoutStatus } from '../../domain/payout-lifecycle';

/**
 * Whose account a statement is of: that of a rail, by its name, or `cash`, our own bank account
 * from which rails are topped up.
 */
export const CASH = 'cash';

/** An account of ours in one currency: what is reconciled by itself. */
export interface Book {
  readonly rail: string;
  readonly currency: string;
}

export type Direction = 'in' | 'out';

/** What the ledger says moved on such an account: a line of a journal on 1030, or 1010 and 1020. */
export interface BookEntry {
  /** The journal and the place of the line in it: `jnl_…/0`. */
  readonly id: string;
  readonly kind: StatementLineKind;
  /** The record that caused the booking: a payout, a contribution, a line of a statement. */
  readonly causeId: string;
  readonly direction: Direction;
  readonly amountMinor: bigint;
  readonly occurredAt: Date;
  /** The entry that this one takes back (E36). */
  readonly reversesId: string | null;
}

/** A line of a statement, with the payout that it is about as far as it says. */
export interface StatedLine {
  readonly id: string;
  readonly kind: StatementLineKind;
  readonly direction: Direction;
  readonly amountMinor: bigint;
  readonly bookedAt: Date;
  readonly payoutId: string | null;
  /** Whether the line carries our key, or only the rail's number of the transfer. */
  readonly namedBy: 'key' | 'transfer_id' | null;
  /** The rail's number of the transfer that the line itself is; null of a fee, which names any. */
  readonly transferId: string | null;
}

/** What counts once on a rail: a transfer in its direction, by its number; null without one. */
export function transferOf({
  direction,
  transferId,
}: Pick<StatedLine, 'direction' | 'transferId'>): string | null {
  return transferId === null ? null : `${direction} ${transferId}`;
}

/** What our own rows say of a payout that a line or an entry is about. */
export interface KnownPayout {
  readonly id: string;
  readonly rail: string;
  readonly currency: string;
  readonly status: PayoutStatus;
  /** The last answer of the rail that counted; null when there is none. */
  readonly railSays: string | null;
}

/** By what a line and an entry found each other. */
export const MATCHED_BY = ['key', 'transfer_id', 'amount_and_date', 'cause', 'people'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

export interface FoundMatch {
  readonly lineId: string;
  readonly entryId: string;
  readonly by: MatchedBy;
}

export const BREAK_KINDS = [
  'line_without_partner',
  'entry_without_partner',
  'other_amount',
  'other_date',
  'duplicate',
  'balance',
] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];

/** Why it is one, as far as our own rows say. */
export const BREAK_REASONS = [
  'nobodys', // the line names no payout of ours
  'unknown_payout', // it carries a key of our form, and there is no such payout
  'other_rail', // the payout is another rail's, or of another currency
  'not_settled', // the payout is still open: it is asked about at once
  'failed_in_books', // our books say that it failed, and the statement that it was paid
  'other_kind', // the payout is over in our books, and this is something else of it
  'not_returned', // it is settled in our books, and came back on the statement
  'not_booked', // a fee or a top-up that nobody has booked
  'rail_confirmed', // the rail itself said so, and its statement does not
  'people_said', // two people said so, and the statement does not
  'not_stated', // it is booked, and the statement does not have it
  'amount_differs',
  'date_differs',
  'stated_twice',
  'opening_differs',
] as const;
export type BreakReason = (typeof BREAK_REASONS)[number];

/** A difference between books and statement. */
export interface FoundBreak {
  readonly kind: BreakKind;
  readonly reason: BreakReason;
  readonly lineId: string | null;
  readonly entryId: string | null;
  /** The statement that opens with another balance than the one before it ended with. */
  readonly statementId: string | null;
  readonly payoutId: string | null;
  /** By how much the statement's balance is above the ledger's because of it. */
  readonly effectMinor: bigint;
  /** When what differs happened: what its age is counted from. */
  readonly since: Date;
}

/** What moved, with its sign: into the account counts up. */
export function signedMinor(moved: {
  readonly direction: Direction;
  readonly amountMinor: bigint;
}): bigint {
  return moved.direction === 'in' ? moved.amountMinor : -moved.amountMinor;
}
