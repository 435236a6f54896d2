import type { Bilingual } from '@app/kernel';
import type { Money } from '@app/money';

/** Through what kind of institution the money went. */
export const PAYMENT_CHANNELS = ['wechat', 'alipay', 'bank', 'card', 'other'] as const;
export type PaymentChannel = (typeof PAYMENT_CHANNELS)[number];

export const PAYMENT_STATUSES = ['settled', 'refunded', 'partly_refunded', 'failed'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/**
 * How far a refund had come when the file was written. Only `succeeded` has surely given the payer
 * their money back; `abnormal` means that it returned to the merchant, because the payer's account
 * would not take it.
 */
export const REFUND_STATUSES = ['succeeded', 'processing', 'failed', 'abnormal'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** One payment as a file tells it, whatever the file's format. Natural key: (source, sourceId). */
export interface PaymentRecord {
  readonly source: string;
  readonly sourceId: string;
  readonly channel: PaymentChannel;
  readonly rail: string;
  readonly paidAt: Date;
  readonly settledAt?: Date;
  readonly payer: { readonly id: string; readonly name?: string; readonly account?: string };
  readonly payee: { readonly id?: string; readonly name?: string; readonly account?: string };
  /** What the payer gave out of their own pocket: the most that they can have lost. */
  readonly money: Money;
  readonly status: PaymentStatus;
  /** What came back to the payer, when the same row says so. */
  readonly refunded?: Money;
  readonly description?: string;
}

/**
 * One refund of a payment that may be in the same file, in an earlier one, or nowhere.
 * Natural key: (source, paymentSourceId, refundId).
 */
export interface RefundRecord {
  readonly source: string;
  readonly paymentSourceId: string;
  readonly refundId: string;
  /** What goes back into the payer's pocket, without coupons. */
  readonly money: Money;
  /** When the refund was begun, or finished where the file says only that. */
  readonly refundedAt: Date;
  readonly status?: RefundStatus;
}

/** A row that was not taken over, and why, in words for the person who mends the file. */
export interface RejectedRow {
  readonly lineNumber: number;
  /** Stable code such as `import.invalid_time`. */
  readonly reasonCode: string;
  readonly reason: Bilingual;
  /** The first 1,000 characters of the row; undecodable bytes show as U+FFFD, NUL as `␀`. */
  readonly raw: string;
}

/** One total that the file states about itself, beside what its rows add up to. */
export interface SummaryCheck {
  /** The total's name as the file writes it: `总交易单数`. */
  readonly name: string;
  readonly stated: string;
  readonly counted: string;
  readonly matches: boolean;
}

export interface ImportedPayment {
  readonly kind: 'payment';
  readonly lineNumber: number;
  readonly payment: PaymentRecord;
}

export interface ImportedRefund {
  readonly kind: 'refund';
  readonly lineNumber: number;
  readonly refund: RefundRecord;
}

export interface ImportedRejection extends RejectedRow {
  readonly kind: 'rejected';
}

/** What a WeChat Pay bill says about itself at its end. Without totals `checks` is empty. */
export interface ImportedSummary {
  readonly kind: 'summary';
  readonly lineNumber: number;
  readonly checks: readonly SummaryCheck[];
  /** True only if totals are there and every one of them agrees with the rows. */
  readonly matches: boolean;
}

export type ImportedRow = ImportedPayment | ImportedRefund | ImportedRejection | ImportedSummary;
