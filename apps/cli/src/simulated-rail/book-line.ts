import type { MoneyJson } from '@app/money';

import type { BookedTransfer, Reversal } from './booked-transfer';

export type NoticeType = 'transfer.settled' | 'transfer.failed' | 'transfer.returned';

/** A notice that we owe the house; booked with the event, struck out when it was received. */
export interface PlannedNotice {
  readonly noticeId: string;
  readonly type: NoticeType;
}

/** Money that the house put into its account at the rail. */
interface DepositLine {
  readonly event: 'deposit';
  readonly at: string;
  readonly money: MoneyJson;
}

/** An order that the rail took or finally refused. */
export interface TransferLine {
  readonly event: 'transfer';
  readonly transfer: BookedTransfer;
  readonly notice?: PlannedNotice;
}

/** A later change of an order. */
export interface ChangeLine {
  readonly event: 'settled' | 'failed' | 'returned';
  readonly at: string;
  readonly transferId: string;
  readonly code?: string;
  readonly notice?: PlannedNotice;
}

/** The payee spends some of what was credited on condition. */
export interface SpentLine {
  readonly event: 'spent';
  readonly at: string;
  readonly transferId: string;
  readonly amountMinor: string;
}

/** What was credited on condition is taken back, as far as it is there. */
export interface TakenBackLine {
  readonly event: 'taken_back';
  readonly transferId: string;
  readonly reversal: Reversal;
}

/** A notice that the house has received. */
interface NotifiedLine {
  readonly event: 'notified';
  readonly at: string;
  readonly noticeId: string;
}

/** One line of the book file. Lines are only ever added. */
export type BookLine =
  DepositLine | TransferLine | ChangeLine | SpentLine | TakenBackLine | NotifiedLine;
