import type { LinkKind } from '@app/claims';
import type { PayerEventKind } from '@app/payments';
import type { BusinessCalendar } from '@app/programs';

/** A payment that the claim disputes. */
export interface DisputedPayment {
  readonly id: string;
  readonly payeeId: string | null;
  readonly payeeAccount: string | null;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly paidAt: Date;
}

/** A payment of the same payer, reported at any time. */
export interface PastPayment extends DisputedPayment {
  readonly status: string;
  readonly isDisputed: boolean;
}

/** Another claim of the same claimant. */
export interface OwnClaim {
  readonly id: string;
  readonly isWithdrawn: boolean;
  readonly filedAt: Date;
  readonly currency: string;
  readonly awardedMinor: bigint;
  /** Of the final decision that denied it; empty otherwise. */
  readonly denialCodes: readonly string[];
}

/** That another claim, of whomever, has the same device, contact, account or file. */
export interface SharedTrait {
  readonly kind: LinkKind | 'file';
  readonly claimId: string;
  readonly partyId: string;
  readonly at: Date;
}

/** A payment of somebody else to one of the same payees that was disputed, newest first. */
export interface PayeeDispute {
  readonly paymentId: string;
  readonly payerId: string;
  readonly disputedAt: Date;
  /** A claim on it: one that was paid if there is one, else the newest. */
  readonly claimId: string;
  readonly isPaid: boolean;
}

/** Something that happened to the payer's account, newest first. */
export interface PayerEvent {
  readonly kind: PayerEventKind;
  readonly at: Date;
  readonly sourceId: string;
}

/** All that the signals about a claim are reckoned from. Everything in it is bounded. */
export interface RiskFacts {
  readonly claim: {
    readonly partyId: string;
    readonly filedAt: Date;
    readonly currency: string;
    readonly claimedMinor: bigint;
  };
  readonly payments: readonly DisputedPayment[];
  readonly ownClaims: readonly OwnClaim[];
  readonly samePaymentClaimIds: readonly string[];
  readonly shared: readonly SharedTrait[];
  readonly disputes: readonly PayeeDispute[];
  readonly history: readonly PastPayment[];
  readonly events: readonly PayerEvent[];
}

/** How far back each of them reaches, in days. */
export const LOOK_BACK_DAYS = { shared: 365, payee: 180, history: 180 } as const;

/** What the deployer's pack and calendar say. */
export interface RiskTerms {
  /** What one person may approve alone, in minor units of the claim's currency. */
  readonly singleLimitMinor: bigint;
  /** By which the payer's hours and days are told. */
  readonly wallClock: Pick<BusinessCalendar, 'dateOf' | 'instantAt'>;
}

export const DAY_MS = 86_400_000;

export function daysBefore(instant: Date, days: number): Date {
  return new Date(instant.getTime() - days * DAY_MS);
}
