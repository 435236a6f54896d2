import type { Money } from '@app/money';
import type { Signal } from '@app/programs';

/** What we know about a claimant beside the claim itself. */
export interface ClaimHistory {
  /** Other claims that the claimant filed in the last 30 days. */
  readonly claimsRecently: number;
  /** Other claims, of whomever and however they ended, that name one of the same payments. */
  readonly claimsOnSamePayments: number;
  /** What other claims of the last 30 days were awarded, together with what is claimed now. */
  readonly exposure: Money;
}

/** The days over which claims of one person are looked at together. */
export const HISTORY_DAYS = 30;
const CLAIMS_RECENTLY_MAX = 2;

/**
 * Three checks, each with its value and threshold. They only ever call for a person: no signal
 * denies, and none weighs more than another. `exposureLimit` is what one person may approve alone:
 * somebody who splits a loss to stay below it is seen here.
 */
export function riskSignals(history: ClaimHistory, exposureLimit: Money): Signal[] {
  return [
    signal('velocity.claims_30d', BigInt(history.claimsRecently), BigInt(CLAIMS_RECENTLY_MAX)),
    signal('payment.other_claims', BigInt(history.claimsOnSamePayments), 0n),
    signal('exposure.minor_30d', history.exposure.amountMinor, exposureLimit.amountMinor),
  ];
}

function signal(code: string, value: bigint, threshold: bigint): Signal {
  return {
    code,
    value: value.toString(),
    threshold: threshold.toString(),
    direction: 'above',
    clean: value <= threshold,
  };
}
