import type { Bilingual } from '@app/kernel';

import type { Milestone, PaymentEvent } from './events';

/** Digits of minor units (`"20000"` is 200.00 CNY): a JSON number would round above 2^53. */
export type MinorText = string;

/**
 * What must hold, over the pack's circumstances: the name of one, or several joined. Declarative,
 * so that each can be put into words (`describeCondition`) and no text is ever run as code.
 */
export type Condition =
  | string
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** A yes-or-no fact that people or systems establish on a claim or on one of its payments. */
export interface Circumstance {
  readonly id: string;
  readonly scope: 'claim' | 'payment';
  /** A clause that fits after "because", without a full stop: "the victim is vulnerable". */
  readonly label: Bilingual;
}

/** The most that is paid. Several apply one after the other, as they are written. */
export interface Cap {
  /**
   * `claim` and `claimant_year` (less what was awarded earlier in the year) carry their amount;
   * `purchase_price` is per payment (`purchasePriceMinor` of its line), `funds_found` is what was
   * found with the recipients (`fundsFoundMinor` of the facts).
   */
  readonly scope: 'claim' | 'claimant_year' | 'purchase_price' | 'funds_found';
  /** With `claim` and `claimant_year`, and only with them. */
  readonly amountMinor?: MinorText;
}

/** What the claimant bears of every claim. */
export interface Excess {
  readonly amountMinor: MinorText;
  /** Then it may not be taken, and nobody may keep a share of it back. */
  readonly waivedIf?: Condition;
  /** The circumstance by which the payer chose not to take it (optional excess). */
  readonly waivedByChoice?: string;
}

/** One row of a liability table. Notice is the filing of the claim. */
export interface LiabilityRow {
  /** Unless it holds `by_notice` passes the row over, and `cumulative` counts nothing in it. */
  readonly when?: Condition;
  /** Until so long after `from`; `null`: whenever (in the last row). */
  readonly within: string | null;
  /** Required with `within`. What is known at filing, or can be recorded on the claim. */
  readonly from?: PaymentEvent | Milestone;
  /**
   * The most that the claimant bears. `null`, no limit: with `by_notice` the pack leaves the share
   * open and a person decides; with `cumulative` all of the row's payments are borne.
   */
  readonly ownShareUpToMinor: MinorText | null;
  /** `payment`: the limit counts for each payment. Per claim when absent, and in `cumulative`. */
  readonly per?: 'claim' | 'payment';
  /** Only payments of which this holds (what notice in time would have prevented). */
  readonly onlyPayments?: Condition;
  /** Who must prove it. For people, and for the letter. */
  readonly burden?: string;
}

/**
 * The claimant's own share by how soon the loss was reported.
 *
 * - `by_notice`: the first row that fits sets the most that the claimant bears.
 * - `cumulative`: rows are periods one after the other, each from the end of the one before. A
 *   payment counts in the last period whose start it has passed, and not at all if it was made
 *   after notice. A row's limit includes what the rows before it took; a row without a limit adds
 *   all of its payments (12 CFR 1005.6(b)).
 */
export interface Liability {
  readonly mode: 'by_notice' | 'cumulative';
  /** The kinds of loss of which the claimant bears a share; all of them when absent. */
  readonly lossTypes?: readonly string[];
  readonly rows: readonly LiabilityRow[];
}

/** One party's row of a split. What the party `claimant` bears is not paid. */
export interface SplitRow {
  readonly party: string;
  /** With `shares` all rows add up to 10000; with `first_match` each row is 10000. */
  readonly shareBp: number;
  /** With `first_match` only, in every row but the last. */
  readonly when?: Condition;
  /** From whom this party may ask it back. For people. */
  readonly recourse?: string;
  /**
   * This party may keep back its share of the excess that the payer chose not to take; those
   * without this mark bear it (PSR policy clarification on the optional excess).
   */
  readonly deductsWaivedExcess?: boolean;
}

/**
 * Who bears what is paid: shares side by side, or the first row that fits bears all. Where a later
 * row is the claimant's, a row whose condition is neither established nor refuted stops the search:
 * nothing is taken from the claimant, nobody is charged yet, and a person looks.
 */
export interface Split {
  readonly mode: 'shares' | 'first_match';
  readonly rows: readonly SplitRow[];
}
