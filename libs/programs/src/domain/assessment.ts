import type { Bilingual } from '@app/kernel';
import type { MoneyJson } from '@app/money';

import type { ApprovalTierName, MinorText } from './pack';

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
}

/** One check that was run. The caller lists every check, the clean ones too. */
export interface Signal {
  readonly code: string;
  /** Decimal text, so that the bytes of an assessment do not depend on a float. */
  readonly value: string;
  readonly threshold: string;
  /** On which side of the threshold the value calls for a person. */
  readonly direction: 'above' | 'below';
  readonly clean: boolean;
}

/** All that an assessment depends on, ready to be stored as JSON. Times: RFC 3339 with a zone. */
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
  /** Circumstances that review has established and that set an exclusion aside. */
  readonly circumstances?: readonly string[];
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
  | 'rail'
  | 'payment_settled'
  | 'window'
  | 'exclusions'
  | 'already_made_whole'
  | 'coverage'
  | 'cap'
  | 'excess'
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
  readonly why: Bilingual;
}

export interface Approval {
  readonly tier: ApprovalTierName;
  /** Different people who must stand behind the decision; the reviewer is the first of them. */
  readonly peopleRequired: 0 | 1 | 2;
  readonly why: Bilingual;
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
  readonly steps: readonly AssessmentStep[];
  readonly evidence: readonly EvidenceState[];
  readonly signals: readonly Signal[];
  readonly recommendation: Recommendation;
  readonly approval: Approval;
}
