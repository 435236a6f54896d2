import type { Bilingual } from '@app/kernel';

/** Digits of minor units (`"20000"` is 200.00 CNY): a JSON number would round above 2^53. */
export type MinorText = string;

/** How far to trust a source: official text, secondary text, general knowledge, unverified. */
type Confidence = 'S' | '2' | 'K' | 'U';

/** A draft is never in force; an illustrative pack awaits its deployer's lawyer. */
type PackStatus = 'draft' | 'illustrative' | 'adopted';

export type CalendarId = 'CN';

/** The moments of a claim's life from which a clock can run. */
export type ClockEvent = 'claim_received' | 'documents_complete' | 'approved';

export interface LossType {
  readonly id: string;
  /** Whether the victim gave the order to pay: the first axis of every scheme. */
  readonly authorised: 'no';
  readonly label: Bilingual;
}

/** A ground on which a person may find that the promise does not hold. Never found by a machine. */
export interface Exclusion {
  readonly id: string;
  /** `deny` takes the award away; `review` only keeps the claim with a person. */
  readonly effect: 'deny' | 'review';
  /** Who must prove it. For people, and for the letter. */
  readonly burden?: 'provider';
  /** Where the victim is sent instead. For people, and for the letter. */
  readonly route?: 'police';
  /** A circumstance, found by review, that sets the exclusion aside. */
  readonly waivedIf?: { readonly id: string; readonly label: Bilingual };
  readonly reason: Bilingual;
}

/** A promise with a due time; `within` is a duration such as `5BD` (see `duration.ts`). */
export interface PackClock {
  readonly id: string;
  readonly from: ClockEvent;
  readonly within: string;
  /** Whether it stops while we wait for the claimant. */
  readonly pausable: boolean;
  readonly label: Bilingual;
}

export interface EvidenceRule {
  readonly id: string;
  /** Required when at least this much is claimed; `"0"` means always. */
  readonly requiredFromMinor: MinorText;
  readonly label: Bilingual;
  readonly why: Bilingual;
}

export type ApprovalTierName = 'automatic' | 'single' | 'dual';

export interface ApprovalTier {
  readonly tier: ApprovalTierName;
  /** Awards up to and including this; `null` in the last tier only. */
  readonly awardUpToMinor: MinorText | null;
}

interface AppealStep {
  readonly step: string;
  readonly from: 'decided';
  readonly within: string;
  readonly by: 'another_reviewer';
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
  readonly jurisdiction: string;
  readonly currency: string;
  readonly calendar: CalendarId;
  /** Which date picks the version: that of the payment or that of the filing. */
  readonly appliesBy: 'payment_date' | 'claim_date';
  /** Local dates, both inclusive; `null` is open. */
  readonly effective: { readonly from: string | null; readonly to: string | null };
  readonly eligible: {
    readonly claimants: readonly string[];
    readonly rails: readonly string[];
    readonly accounts: 'own_real_name';
  };
  readonly lossTypes: readonly LossType[];
  readonly exclusions: readonly Exclusion[];
  /** From each loss, which is the payment itself, to the filing. */
  readonly window: { readonly from: 'loss'; readonly within: string };
  readonly amount: {
    readonly coverageBp: number;
    readonly cap: { readonly scope: 'claimant_year'; readonly amountMinor: MinorText };
    readonly excess: null;
  };
  readonly clocks: readonly PackClock[];
  readonly evidence: readonly EvidenceRule[];
  readonly payout: { readonly route: 'original'; readonly else: 'same_name_only' };
  readonly approval: {
    readonly tiers: readonly ApprovalTier[];
    readonly exception: { readonly when: 'evidence_waived'; readonly tier: ApprovalTierName };
  };
  readonly split: readonly { readonly party: string; readonly shareBp: number }[];
  readonly recovery: { readonly subrogation: boolean; readonly insurer: 'optional' };
  readonly appeal: readonly AppealStep[];
  readonly sources: readonly { readonly title: Bilingual; readonly confidence: Confidence }[];
}

/** The kinds of loss that a claimant can choose from under a pack, with their names. */
export function lossTypes(pack: Pack): { id: string; label: Bilingual }[] {
  return pack.lossTypes.map(({ id, label }) => ({ id, label }));
}
