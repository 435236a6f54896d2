import type { Signal } from '@app/programs';

import { riskSignals } from '../risk/risk-signals';
import type { DisputedPayment, PastPayment, RiskFacts, RiskTerms } from '../risk/risk-facts';

/** A Thursday, at noon in Shanghai. */
const FILED_AT = new Date('2026-03-05T04:00:00Z');
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export const ago = (days: number, minutes = 0): Date =>
  new Date(FILED_AT.getTime() - days * DAY_MS - minutes * MINUTE_MS);

/** A payment of 199.00 of the day before, to a shop. */
export const disputed = (wish: Partial<DisputedPayment> = {}): DisputedPayment => ({
  id: 'pmt_disputed',
  payeeId: 'm_77',
  payeeAccount: null,
  currency: 'CNY',
  amountMinor: 19_900n,
  paidAt: ago(1),
  ...wish,
});

/** An ordinary payment of 100.00 to another shop. */
export const past = (wish: Partial<PastPayment> = {}): PastPayment => ({
  ...disputed({ id: 'pmt_past', payeeId: 'm_1', amountMinor: 10_000n, paidAt: ago(10) }),
  status: 'settled',
  isDisputed: false,
  ...wish,
});

/** So many things, each by its number. */
export function times<Item>(count: number, make: (number: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The first claim of somebody of whom nothing else is known. */
export const riskFacts = (wish: Partial<RiskFacts> = {}): RiskFacts => ({
  claim: { partyId: 'u_1', filedAt: FILED_AT, currency: 'CNY', claimedMinor: 19_900n },
  payments: [disputed()],
  ownClaims: [],
  samePaymentClaimIds: [],
  shared: [],
  disputes: [],
  history: [],
  events: [],
  ...wish,
});

/** Shanghai, eight hours before Greenwich all year. */
const AHEAD_MS = 8 * 3_600_000;
const WALL_CLOCK: RiskTerms['wallClock'] = {
  dateOf: (at) => new Date(at.getTime() + AHEAD_MS).toISOString().slice(0, 'YYYY-MM-DD'.length),
  instantAt: (date, ms) => new Date(Date.parse(`${date}T00:00:00Z`) - AHEAD_MS + ms),
};

export const TERMS: RiskTerms = { singleLimitMinor: 500_000n, wallClock: WALL_CLOCK };

/** One signal about a claim; undefined when the check could not be run. */
export function signalNamed(code: string, wish: Partial<RiskFacts>): Signal | undefined {
  return riskSignals(riskFacts(wish), TERMS).find((signal) => signal.code === code);
}
