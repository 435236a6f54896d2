import { Money } from '@app/money';

/** The days over which awards are added up: a loss in parts needs as many people as a whole one. */
export const EXPOSURE_DAYS = 30;

/** To whom, or for what, awards add up. */
export type ExposureOf = 'claimant' | 'payee' | 'payment';

/** What other claims were awarded in the last 30 days, in the currency of a claim. */
export interface EarlierAwards {
  readonly claimantMinor: bigint;
  /** To the account that is paid to; null where money goes back the way it came. */
  readonly payeeMinor: bigint | null;
  /** By payment. */
  readonly paymentsMinor: ReadonlyMap<string, bigint>;
}

export interface Exposure {
  readonly of: ExposureOf;
  /** The whole award of this claim with what other claims were awarded. */
  readonly money: Money;
}

/** An award as the tiers see it: all that its claim gets, with what it got before. */
export interface WeighedAward {
  readonly award: Money;
  readonly lines: readonly { readonly paymentId: string; readonly awardMinor: bigint }[];
}

/** The awards of lines by their payments, as they are weighed. Every line must be of the claim. */
export function weighedLines(
  awards: readonly { readonly lineId: string; readonly awardMinor: string }[],
  lines: readonly { readonly id: string; readonly paymentId: string }[],
): WeighedAward['lines'] {
  return awards.map(({ lineId, awardMinor }) => {
    const line = lines.find(({ id }) => id === lineId);
    if (line === undefined) throw new Error(`The claim has no line ${lineId}.`);
    return { paymentId: line.paymentId, awardMinor: BigInt(awardMinor) };
  });
}

/** The sums that an award leads to: for its claimant, its payee, and each of its payments. */
export function exposuresOf({ award, lines }: WeighedAward, earlier: EarlierAwards): Exposure[] {
  const { currency } = award;
  const add = (of: ExposureOf, mineMinor: bigint, earlierMinor: bigint): Exposure => ({
    of,
    money: Money.of(mineMinor + earlierMinor, currency),
  });
  return [
    add('claimant', award.amountMinor, earlier.claimantMinor),
    ...(earlier.payeeMinor === null ? [] : [add('payee', award.amountMinor, earlier.payeeMinor)]),
    ...lines.map(({ paymentId, awardMinor }) =>
      add('payment', awardMinor, earlier.paymentsMinor.get(paymentId) ?? 0n),
    ),
  ];
}

/** The sum that counts; of equal ones the first. */
export function largestOf(exposures: readonly Exposure[]): Exposure {
  return exposures.reduce((most, next) => (next.money.isGreaterThan(most.money) ? next : most));
}
