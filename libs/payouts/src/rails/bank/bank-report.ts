import type { Money } from '@app/money';

import type { Statement, StatementLine } from '../../domain/statement-line';

/**
 * What a bank says became of a transfer. `accepted` may still fail; `completed` and `booked` are
 * the end, unless it comes back as `returned`; `other` is nothing that a payout waits for.
 */
export const BANK_WORDS = [
  'accepted',
  'completed',
  'rejected',
  'booked',
  'returned',
  'other',
] as const;
export type BankWord = (typeof BANK_WORDS)[number];

/** One thing that a report says, whichever message it is. */
export interface BankReportLine {
  /** What tells it from all others; the same line of another report has the same. */
  readonly lineId: string;
  readonly word: BankWord;
  /** The end-to-end id: our key where the transfer is ours. */
  readonly key: string | null;
  /** Null where a status report does not repeat the amount. */
  readonly money: Money | null;
  /** A status or a reason, as ISO 20022 codes it. */
  readonly code: string | null;
  readonly at: Date;
  /** For people: at most 300 characters. */
  readonly text: string;
}

/** A group that a status report speaks of as a whole: all transfers of one file of ours. */
export interface GroupStatus {
  readonly messageId: string;
  readonly word: BankWord;
  readonly code: string | null;
  readonly at: Date;
  readonly text: string;
}

/** A line of an account statement, with the reason for which money came back. */
export interface BankStatementLine extends StatementLine {
  readonly code: string | null;
}

export interface BankStatement extends Statement {
  readonly lines: readonly BankStatementLine[];
}

/** A report as its parser gives it: the whole of it, or a refusal. */
export type BankReport =
  | {
      readonly kind: 'pain.002';
      readonly messageId: string;
      readonly lines: readonly BankReportLine[];
      readonly groups: readonly GroupStatus[];
    }
  | {
      readonly kind: 'camt.053';
      readonly messageId: string;
      readonly statements: readonly BankStatement[];
    };
