import type { Bilingual } from '@app/kernel';
import type { MoneyJson } from '@app/money';

import type { ApprovalTierName, EventName, Milestone, MinorText } from './pack';

/** One disputed payment, as far as the rules look at it. Amounts are digits of minor units. */
export interface LineFacts {
  readonly lineId: string;
  readonly paymentId: string;
  /** What the claimant asks for on this payment. */
  readonly amountMinor: MinorText;
  readonly currency: string;
  readonly paidAt: string;
  readonly rail: string;
  readonly refundedMinor: MinorText;
  readonly paymentAmountMinor: MinorText;
  readonly status: 'settled' | 'refunded' | 'partly_refunded' | 'failed';
  /** Circumstances of scope `payment` that were established on this payment. */
  readonly circumstances?: readonly string[];
  /** Those that were looked into on this payment and do not hold. */
  readonly refuted?: readonly string[];
  /** Whether the payment crossed a border; unknown when absent. */
  readonly crossBorder?: boolean;
  /** What the thing bought cost, for the cap `purchase_price`. */
  readonly purchasePriceMinor?: MinorText;
  /** Fees of proving the loss (an appraisal), where the loss type pays them. */
  readonly feesMinor?: MinorText;
  /** The damaged share in basis points, 0 to 10000, where the loss type pays in proportion. */
  readonly damageBp?: number;
}

/** One check that was run. The caller lists every check, the clean ones too. */
export interface Signal {
  readonly code: string;
  /** Decimal text, so that the bytes of an assessment do not depend on a float. */
  readonly value: string;
  readonly threshold: string;
  /** The side that calls for a person: `above` the threshold, or `below`, which includes it. */
  readonly direction: 'above' | 'below';
  readonly clean: boolean;
  /** Of the check; a later version may ask otherwise under the same code. */
  readonly version?: number;
  /** What is beyond the threshold speaks for the claimant: such a signal is always clean. */
  readonly speaksFor?: 'claimant';
  /** Ids of the records that the value comes from, the newest of them. */
  readonly source?: readonly string[];
}

/**
 * All that an assessment depends on, ready to be stored as JSON. Times: RFC 3339 with a zone.
 * What is optional may be unknown: a rule that needs it leaves the amount and asks a person.
 */
export interface AssessmentFacts {
  readonly lossType: string;
  readonly discoveredAt: string;
  readonly filedAt: string;
  readonly claimant: {
    readonly kind: string;
    /** Awards of earlier claims in the claimant's year, in the pack's currency. */
    readonly awardedThisYearMinor: MinorText;
  };
  readonly lines: readonly LineFacts[];
  /** Exclusions that review has established. None unless a person said so. */
  readonly exclusions?: readonly string[];
  /** Circumstances of scope `claim` that were established. */
  readonly circumstances?: readonly string[];
  /**
   * Those that were looked into and do not hold. One that is in neither list is open: it takes
   * nothing from the claimant where the promise itself hangs on it (`eligible.requires`, the row
   * of a `first_match` split before a row of the claimant), and counts as "no" elsewhere.
   */
  readonly refuted?: readonly string[];
  /** When the milestones that were recorded on the claim happened. */
  readonly events?: Readonly<Partial<Record<Milestone, string>>>;
  /** What was found with the recipients, for the cap `funds_found`. */
  readonly fundsFoundMinor?: MinorText;
  /** Items of evidence on the claim. */
  readonly evidence: readonly string[];
  readonly signals: readonly Signal[];
}

/** Why a line or a claim came out as it did. `code` is stable; `text` is for the claimant. */
export interface Reason {
  readonly code: string;
  readonly text: Bilingual;
}

export type RuleName =
  | 'loss_type'
  | 'currency'
  | 'claimant'
  | 'requirements'
  | 'rail'
  | 'cross_border'
  | 'payment_settled'
  | 'limits'
  | 'window'
  | 'exclusions'
  | 'already_made_whole'
  | 'coverage'
  | 'liability'
  | 'cap'
  | 'excess'
  | 'split'
  | 'provisional'
  | 'approval';

/** One rule that was applied, whether it changed the amount or not. */
export interface AssessmentStep {
  readonly rule: RuleName;
  readonly before: MoneyJson;
  readonly after: MoneyJson;
  readonly why: Bilingual;
}

export interface EvidenceState {
  readonly item: string;
  readonly label: Bilingual;
  readonly required: boolean;
  readonly state: 'missing' | 'received' | 'waived';
  /** Only where the pack sets a time; `null` while the moment that it runs from is unknown. */
  readonly dueAt?: string | null;
  readonly why: Bilingual;
}

export interface Approval {
  readonly tier: ApprovalTierName;
  /** Different people who must stand behind the decision; the reviewer is the first of them. */
  readonly peopleRequired: 0 | 1 | 2;
  readonly why: Bilingual;
}

/** What one party bears of the award. All of them add up to it exactly. */
export interface SplitShare {
  readonly party: string;
  readonly money: MoneyJson;
  /** From whom the party may ask it back. */
  readonly recourse?: string;
}

/** Money to be credited before the decision. */
export interface ProvisionalTerms {
  /** `null` while the moment that it runs from is unknown. */
  readonly dueAt: string | null;
  readonly money: MoneyJson;
  /** The most that may be held back of it; zero where the pack names nothing. */
  readonly withholdUpTo: MoneyJson;
}

export interface AppealTerms {
  readonly step: string;
  readonly by: string;
  readonly from: EventName;
  /**
   * The last moment for the claimant, counted from `assessedAt` where the step runs from the
   * decision; `null` without a limit, or while the moment that it runs from is unknown.
   */
  readonly dueAt: string | null;
  readonly label: Bilingual;
}

export type Recommendation = 'approve' | 'review' | 'deny';

/** What a pack says about a claim. Plain JSON: store it, hash it, show it. */
export interface Assessment {
  readonly packId: string;
  readonly packVersion: string;
  readonly assessedAt: string;
  readonly eligible: boolean;
  readonly reasons: readonly Reason[];
  readonly award: MoneyJson;
  readonly lines: readonly {
    readonly lineId: string;
    readonly award: MoneyJson;
    readonly reasonCode: string;
  }[];
  /** What the claimant bears of the covered loss: own share, excess, and a row of the split. */
  readonly ownShare: MoneyJson;
  /** Who bears the award; empty when there is none. */
  readonly split: readonly SplitShare[];
  /** `null` when the pack credits nothing beforehand, or nothing is awarded. */
  readonly provisional: ProvisionalTerms | null;
  readonly steps: readonly AssessmentStep[];
  readonly evidence: readonly EvidenceState[];
  /** Facts that a rule needed and did not find (`events.statement_sent`, `fundsFoundMinor`). */
  readonly missingFacts: readonly string[];
  readonly signals: readonly Signal[];
  readonly recommendation: Recommendation;
  readonly approval: Approval;
  readonly appeal: readonly AppealTerms[];
}
