import { assess } from '@app/programs';
import type { AssessmentFacts, Pack } from '@app/programs';

const DAY_MS = 24 * 3_600_000;
const WINDOW_DAYS = 92;

/**
 * One question for every engine: is a claim of one payment eligible? The kind of loss, the
 * currency, the kind of claimant and the rail have to be on lists, the payment settled, and the
 * claim filed in time.
 */
export interface EligibilityFacts {
  readonly lossType: string;
  readonly currency: string;
  readonly claimant: string;
  readonly rail: string;
  readonly status: string;
  readonly daysSincePayment: number;
}

export interface EligibilityRules {
  readonly lossTypes: readonly string[];
  readonly currency: string;
  readonly claimants: readonly string[];
  readonly rails: readonly string[];
  readonly statuses: readonly string[];
  readonly daysMax: number;
}

/** The lists of a pack, as any engine can hold them. */
export function rulesOf(pack: Pack): EligibilityRules {
  return {
    lossTypes: pack.lossTypes.map(({ id }) => id),
    currency: pack.currency,
    claimants: pack.eligible.claimants,
    rails: pack.eligible.rails,
    statuses: ['settled', 'partly_refunded'],
    daysMax: WINDOW_DAYS,
  };
}

/** A claim for each wrong answer that there is, and as many right ones beside them. */
export function sampleClaims(pack: Pack): AssessmentFacts[] {
  const right = (lossType: string, rail: string): AssessmentFacts => ({
    lossType,
    discoveredAt: '2026-11-02T01:00:00Z',
    filedAt: '2026-11-20T02:00:00Z',
    claimant: { kind: pack.eligible.claimants[0] ?? '', awardedThisYearMinor: '0' },
    lines: [
      {
        lineId: 'line',
        paymentId: 'payment',
        amountMinor: '19900',
        currency: pack.currency,
        paidAt: '2026-11-01T04:30:00Z',
        rail,
        refundedMinor: '0',
        paymentAmountMinor: '19900',
        status: 'settled',
      },
    ],
    evidence: [],
    signals: [],
  });
  const good = pack.lossTypes.flatMap(({ id }) =>
    pack.eligible.rails.map((rail) => right(id, rail)),
  );
  const [first] = good;
  if (first === undefined) throw new Error('The pack covers nothing.');
  const [line] = first.lines;
  if (line === undefined) throw new Error('A sample claim has a line.');
  return [
    ...good,
    { ...first, lossType: 'loss_at_cards' },
    { ...first, claimant: { ...first.claimant, kind: 'bank' } },
    { ...first, lines: [{ ...line, currency: 'USD' }] },
    { ...first, lines: [{ ...line, rail: 'cheque' }] },
    { ...first, lines: [{ ...line, status: 'failed' }] },
    { ...first, lines: [{ ...line, paidAt: '2026-01-01T04:30:00Z' }] },
  ];
}

/** A claim as the other engines are asked: flat, with the days counted for them. */
export function questionOf(facts: AssessmentFacts): EligibilityFacts {
  const [line] = facts.lines;
  if (line === undefined) throw new Error('A sample claim has a line.');
  const passedMs = Date.parse(facts.filedAt) - Date.parse(line.paidAt);
  return {
    lossType: facts.lossType,
    currency: line.currency,
    claimant: facts.claimant.kind,
    rail: line.rail,
    status: line.status,
    daysSincePayment: Math.floor(passedMs / DAY_MS),
  };
}

/** Our answer: a whole assessment with money, reasons and approvals; one field of it is asked. */
export function isEligible(pack: Pack, facts: AssessmentFacts, now: Date): boolean {
  return assess(pack, facts, now).eligible;
}
