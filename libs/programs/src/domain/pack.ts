import type { Bilingual } from '@app/kernel';

import type { EventName, Milestone, PaymentEvent } from './events';
import type {
  Cap,
  Circumstance,
  Condition,
  Excess,
  Liability,
  MinorText,
  Split,
} from './pack-amount';

export { MILESTONES, PAYMENT_EVENTS } from './events';
export type { EventName, Milestone, PaymentEvent } from './events';
export type {
  Cap,
  Circumstance,
  Condition,
  Excess,
  Liability,
  LiabilityRow,
  MinorText,
  Split,
  SplitRow,
} from './pack-amount';

/** How far to trust a source: official text, secondary text, general knowledge, unverified. */
export type Confidence = 'S' | '2' | 'K' | 'U';

/** A draft is never in force; an illustrative pack awaits its deployer's lawyer. */
export type PackStatus = 'draft' | 'illustrative' | 'adopted';

/** By whose working days promises run. `BR-days` knows calendar days only. */
export type CalendarId = 'CN' | 'GB-EAW' | 'US-FED' | 'TARGET' | 'SG' | 'IN' | 'BR-days';

/** The moments from which a clock can run. */
export type ClockEvent = EventName;

export interface LossType {
  readonly id: string;
  /** Whether the victim gave the order to pay: the first axis of every scheme. */
  readonly authorised: 'no' | 'deceived' | 'error' | 'merchant';
  readonly label: Bilingual;
  /** Overrides `amount.coverageBp` for this loss: 30000 pays three times the price. */
  readonly coverageBp?: number;
  /** `damage`: only the damaged share of a payment (`damageBp` of its line) is a loss. */
  readonly proportion?: 'damage';
  /** Fees of proving the loss are paid besides (`feesMinor` of a line), within the caps. */
  readonly paysFees?: boolean;
}

/** A ground on which a person may find that the promise does not hold. Never found by a machine. */
export interface Exclusion {
  readonly id: string;
  /** `deny` takes the award away; `review` only keeps the claim with a person. */
  readonly effect: 'deny' | 'review';
  /** Who must prove it. For people, and for the letter. */
  readonly burden?: string;
  /** Where the victim is sent instead. For people, and for the letter. */
  readonly route?: string;
  /** Sets the exclusion aside: `"vulnerable"`. */
  readonly waivedIf?: Condition;
  readonly reason: Bilingual;
}

/** Until when a payment can be claimed. Each payment has its own window. */
export interface Window {
  /** `payment`: that payment; `last_payment`: the latest one of the claim. */
  readonly from: PaymentEvent | Milestone;
  readonly within: string;
  /** Good reasons for being late: then nothing is refused, and a person decides. */
  readonly extendIf?: Condition;
}

/** A duration that depends on a circumstance. */
export interface DurationVariant {
  readonly when: Condition;
  readonly within: string;
}

/** Money that is credited before the decision, on condition. */
export interface Provisional {
  readonly from: EventName;
  readonly within: string;
  /** The first that fits instead of `within`. */
  readonly variants?: readonly DurationVariant[];
  /** Share of the award that is credited, 1 to 10000. */
  readonly shareBp: number;
  /** What may be held back of it. */
  readonly withholdUpToMinor?: MinorText;
  /** The kinds of loss of which it may; all of them when absent. */
  readonly withholdLossTypes?: readonly string[];
  /** The claimant is told so long after crediting. */
  readonly noticeWithin?: string;
  /** How long it stays after it was announced that it ends; five working days if absent. */
  readonly honouredFor?: string;
  readonly label: Bilingual;
}

export type BreachEffect =
  'escalate' | 'provisional_credit' | 'pay_claimant' | 'deny_claimant' | 'close';

/** What a clock may stand still for. */
export interface PauseReason {
  readonly id: string;
  /** A clause that fits after "because", without a full stop: "the victim is asked". */
  readonly label: Bilingual;
}

/** What a broken promise pays: once, for each day that begins until it is kept, or both. */
export interface LatePays {
  readonly fixedMinor?: MinorText;
  readonly perDayMinor?: MinorText;
  /** The most that this promise pays, however late it is kept. */
  readonly upToMinor: MinorText;
}

/** A promise with a due time; `within` is a duration such as `5BD` (see `duration.ts`). */
export interface PackClock {
  readonly id: string;
  readonly from: EventName;
  /**
   * What keeps the promise: this meets the clock. When absent `paid` for a clock that runs from
   * `approved`, and the final decision (`decided`) for every other one.
   */
  readonly until?: EventName;
  /** `null`: promptly, without a figure; such a clock shows, and never breaks. */
  readonly within: string | null;
  /** The first that fits instead of `within`. */
  readonly variants?: readonly DurationVariant[];
  /** Whether it stops while somebody is waited for. */
  readonly pausable: boolean;
  /** The reasons for which it may stop; any when absent. */
  readonly pauseReasons?: readonly PauseReason[];
  /** However often it pauses, it ends so long after its start. */
  readonly hardEnd?: string;
  /** Another clock of the pack after whose breach or end this one runs instead of it. */
  readonly extends?: string;
  readonly onBreach: BreachEffect;
  /** What its claimant gets when it is broken, beside the award. */
  readonly latePays?: LatePays;
  /** How far to trust the figure, where it is less sure than the pack. */
  readonly confidence?: Confidence;
  readonly label: Bilingual;
}

export interface EvidenceRule {
  readonly id: string;
  /** Required when at least this much is claimed; `"0"` means always. */
  readonly requiredFromMinor: MinorText;
  /** And only if this holds. */
  readonly requiredIf?: Condition;
  /** By when it should be there. Late evidence is still looked at. */
  readonly within?: { readonly from: EventName; readonly within: string };
  readonly label: Bilingual;
  readonly why: Bilingual;
}

export type ApprovalTierName = 'automatic' | 'single' | 'dual';

export interface ApprovalTier {
  readonly tier: ApprovalTierName;
  /** Awards up to and including this; `null` in the last tier only. */
  readonly awardUpToMinor: MinorText | null;
}

/** Whom a claimant can ask to look again. The steps follow each other. */
export interface AppealStep {
  readonly step: string;
  readonly from: EventName;
  /** How long the claimant has; `null`: no limit is known. */
  readonly within: string | null;
  /** How long the answer may take. For people, and for the letter. */
  readonly answerWithin?: string;
  /** `another_reviewer`, `ombudsman`, `regulator`, `adr`, `court`, … */
  readonly by: string;
  readonly label: Bilingual;
}

/**
 * One version of one guarantee, as data: what is covered, how much, by when, on what evidence and
 * with whose approval. `packs/pack.schema.json` is the same shape for authors and for the loader.
 */
export interface Pack {
  readonly packId: string;
  readonly version: string;
  readonly status: PackStatus;
  readonly confidence: Confidence;
  readonly name: Bilingual;
  readonly summary: Bilingual;
  /** ISO 3166 country, or `EU`, or `ZZ` where no country's law is meant. */
  readonly jurisdiction: string;
  readonly currency: string;
  readonly calendar: CalendarId;
  /** Which date picks the version: that of the payment or that of the filing. */
  readonly appliesBy: 'payment_date' | 'claim_date';
  /** Local dates, both inclusive; `null` is open. */
  readonly effective: { readonly from: string | null; readonly to: string | null };
  /** All that conditions of this pack may speak of. */
  readonly circumstances: readonly Circumstance[];
  readonly eligible: {
    readonly claimants: readonly string[];
    /** Ids of rails, or `["any"]`. */
    readonly rails: readonly string[];
    /** Whose account it must be: `own`, `own_real_name`, … For people. */
    readonly accounts?: string;
    /** `false` refuses payments that cross a border. */
    readonly crossBorder?: boolean;
    /** Must hold on the claim: refused when it is refuted, a person looks while it is open. */
    readonly requires?: Condition;
  };
  readonly lossTypes: readonly LossType[];
  readonly exclusions: readonly Exclusion[];
  readonly limits?: { readonly paymentsMax?: number };
  /** `null`: the scheme sets no time limit. */
  readonly window: Window | null;
  readonly amount: {
    /** Share of the loss that is paid, in basis points; above 10000 is legal. */
    readonly coverageBp: number;
    /** `null`: the claimant bears nothing by the time of notice. */
    readonly liability: Liability | null;
    readonly caps: readonly Cap[];
    readonly excess: Excess | null;
  };
  readonly split: Split;
  readonly provisional: Provisional | null;
  readonly clocks: readonly PackClock[];
  readonly evidence: readonly EvidenceRule[];
  readonly payout: {
    readonly route: 'original' | 'claimant_account';
    readonly else: 'same_name_only' | null;
  };
  readonly approval: {
    readonly tiers: readonly ApprovalTier[];
    readonly exception: { readonly when: 'evidence_waived'; readonly tier: ApprovalTierName };
    /**
     * What one person alone may grant on a claim beyond the policy, and for lateness, in all; what
     * is more takes two. Absent: it always takes two.
     */
    readonly goodwillUpToMinor?: MinorText;
  };
  readonly recovery: {
    readonly subrogation: boolean;
    /** Who gets what is recovered later; the provider when absent. */
    readonly share?: 'as_split' | 'provider';
    /**
     * When the claimant gets back what no award has covered: before those who paid, or after them.
     * After them when absent.
     */
    readonly uncoveredLoss?: 'first' | 'last';
    readonly insurer?: 'optional' | 'underwriter';
    /** Whether the recipient's account stays watched after the claim is closed. */
    readonly monitorsAfterClose?: boolean;
  };
  readonly appeal: readonly AppealStep[];
  /** What the scheme asks for besides and no rule computes (value date, written reasons, …). */
  readonly duties?: readonly { readonly id: string; readonly label: Bilingual }[];
  /** The figures that must be published each year, until a day of the year (`01-31`). */
  readonly disclosure?: { readonly dueBy: string; readonly figures: readonly string[] };
  readonly sources: readonly {
    readonly title: Bilingual;
    readonly confidence: Confidence;
    readonly url?: string;
  }[];
}

/** The kinds of loss that a claimant can choose from under a pack, with their names. */
export function lossTypes(pack: Pack): { id: string; label: Bilingual }[] {
  return pack.lossTypes.map(({ id, label }) => ({ id, label }));
}
