import type { MoneyJson } from '@app/money';

/** The facts that make an order; another order under the same key is a conflict. */
export interface TransferRequest {
  /** 1 to 32 letters and digits; the rail pays each key once. */
  readonly key: string;
  readonly reference: string;
  readonly money: MoneyJson;
  readonly payee: Readonly<Record<string, string>>;
  readonly requestDigest: string;
  /** Credited on condition: not out of the house's account here, and it may be taken back. */
  readonly purpose?: 'provisional_credit';
}

/** That a transfer was taken back, once: how much was wanted, and how much was there. */
export interface Reversal {
  readonly money: MoneyJson;
  readonly taken: MoneyJson;
  readonly reversedAt: string;
}

/** `rejected`: never paid. `failed`: taken, then given back. `returned`: paid, then came back. */
export type TransferStatus = 'accepted' | 'settled' | 'rejected' | 'failed' | 'returned';

/** What will happen to a transfer, and when. It is booked, so that a restart does not change it. */
export interface TransferPlan {
  readonly settleAt?: string;
  readonly failAt?: string;
  readonly failCode?: string;
  /** Counted from the settlement. */
  readonly returnAfterMs?: number;
  /** How often each notice is delivered; 1 unless a fault says otherwise, 0 for none. */
  readonly noticeCopies?: number;
}

/** One line of the rail's own record of what it was asked and what it paid. */
export interface BookedTransfer extends TransferRequest {
  readonly transferId: string;
  readonly status: TransferStatus;
  readonly acceptedAt: string;
  readonly changedAt: string;
  readonly settledAt?: string;
  readonly returnedAt?: string;
  /** Why it was rejected, failed or returned. */
  readonly code?: string;
  readonly plan: TransferPlan;
  /** What its payee has spent of it. */
  readonly spentMinor?: string;
  readonly reversal?: Reversal;
}

const HIDDEN: readonly string[] = [
  'plan',
  'requestDigest',
  'spentMinor',
  'reversal',
] satisfies (keyof BookedTransfer)[];

/** A transfer as the rail shows it over HTTP. What it plans to do stays inside. */
export type TransferView = Omit<
  BookedTransfer,
  'plan' | 'requestDigest' | 'spentMinor' | 'reversal'
>;

export function viewOf(transfer: BookedTransfer): TransferView {
  const shown = Object.entries(transfer).filter(([field]) => !HIDDEN.includes(field));
  return Object.fromEntries(shown) as unknown as TransferView;
}
