import type { Bilingual } from '@app/kernel';
import type { Money } from '@app/money';
import type { Assessment, BusinessCalendar, Pack } from '@app/programs';

import type { Outcome } from '../decision';

/** All that a letter says, before it is put into words. Nobody of ours has a name in it. */
export interface LetterData {
  /** Not final: marked as a draft, for staff alone. */
  readonly isDraft: boolean;
  readonly reference: string;
  /** Who asked, and who is answered. */
  readonly addressee: string;
  readonly guarantorName: string;
  readonly supportPhone: string;
  readonly decision: LetterDecision;
  readonly lines: readonly LetterLine[];
  readonly payment: LetterPayment;
  readonly pack: Pack;
  readonly calendar: BusinessCalendar;
  readonly assessment: Assessment;
  readonly grounds: LetterGrounds;
  /** The steps that are left, counted from when the decision became final. */
  readonly appeal: readonly LetterAppeal[];
}

export interface LetterDecision {
  readonly id: string;
  readonly outcome: Outcome;
  readonly award: Money;
  /** The reviewer's words; the machine's are known in both languages. */
  readonly reason: string;
  readonly isAutomatic: boolean;
  /** SHA-256 of what was approved. */
  readonly digest: string;
  /** When it became final, or was proposed. */
  readonly decidedAt: Date;
  /** The final decision before this one on the same claim. */
  readonly earlier: { readonly award: Money; readonly decidedAt: Date } | null;
}

/** One disputed payment of the claim. */
export interface LetterLine {
  readonly paidAt: Date;
  readonly payeeName: string | null;
  readonly payment: Money;
  readonly claimed: Money;
  readonly award: Money;
  readonly reasonCode: string;
  /** What the reviewer adds about this payment. */
  readonly text: string | null;
}

/** Somebody whom the claimant can ask to look again. */
export interface LetterAppeal {
  /** As packs call them: `another_reviewer`, `ombudsman`. */
  readonly by: string;
  readonly label: Bilingual;
  /** The last moment to lodge it; `null` without a limit, or while it cannot be reckoned. */
  readonly dueAt: Date | null;
}

/** Where an award goes, and by when it is sent. */
export interface LetterPayment {
  /** As it follows "We pay": "back to the account that the payments came from". */
  readonly way: Bilingual;
  /** `null`: the programme names no time. */
  readonly dueAt: Date | null;
}

/** What the decision rests on, as it was when it was taken. */
export interface LetterGrounds {
  readonly evidence: readonly {
    readonly item: string;
    readonly fileName: string;
    readonly receivedAt: Date;
    readonly sha256: string;
  }[];
  /** What institutions reported to have happened. */
  readonly reports: readonly { readonly what: Bilingual; readonly at: Date }[];
  /** Who reported the payments. */
  readonly sources: readonly string[];
  readonly waivedItems: readonly string[];
}
