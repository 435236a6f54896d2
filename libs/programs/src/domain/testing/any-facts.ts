import fc from 'fast-check';

import type { AssessmentFacts, LineFacts } from '../assessment';
import { MILESTONES } from '../pack';
import type { Pack } from '../pack';

/** Mostly amounts as people lose them, now and then the smallest and the largest. */
export const anyMinor = fc.oneof(
  fc.bigInt({ min: 19_000n, max: 600_000n }),
  fc.bigInt({ min: 1n, max: 200n }),
  fc.bigInt({ min: 1n, max: 999_999_999_999_999n }),
);

const text = anyMinor.map(String);
export const rarely = <T>(arbitrary: fc.Arbitrary<T>, otherwise: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });
const instantBetween = (min: string, max: string): fc.Arbitrary<string> =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => date.toISOString());
const anyTime = instantBetween('2026-08-01T00:00:00Z', '2026-11-20T00:00:00Z');

/** Circumstances of one scope: some established, some refuted, the others open. */
function lookedInto(
  pack: Pack,
  scope: 'claim' | 'payment',
): fc.Arbitrary<{ circumstances: string[]; refuted: string[] }> {
  const ids = pack.circumstances.filter((known) => known.scope === scope).map(({ id }) => id);
  return fc.tuple(fc.subarray(ids), fc.subarray(ids)).map(([circumstances, refuted]) => ({
    circumstances,
    refuted: refuted.filter((id) => !circumstances.includes(id)),
  }));
}

function anyLine(pack: Pack): fc.Arbitrary<Omit<LineFacts, 'lineId' | 'paymentId'>> {
  const rails = pack.eligible.rails.map((rail) => (rail === 'any' ? 'card' : rail));
  const line = fc.record({
    amountMinor: text,
    paymentAmountMinor: text,
    refundedMinor: rarely(text, '0'),
    currency: rarely(fc.constantFrom('CNY', 'USD'), pack.currency),
    rail: rarely(fc.constant('pigeon'), rails[0] ?? 'card'),
    status: rarely(
      fc.constantFrom<LineFacts['status']>('partly_refunded', 'refunded', 'failed'),
      'settled',
    ),
    paidAt: anyTime,
    known: lookedInto(pack, 'payment'),
  });
  const more = fc.record(
    {
      crossBorder: rarely(fc.boolean(), false),
      purchasePriceMinor: text,
      feesMinor: fc.bigInt({ min: 0n, max: 9_999n }).map(String),
      damageBp: fc.integer({ min: 0, max: 10_000 }),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(line, more)
    .map(([{ known, ...rest }, extra]) => ({ ...rest, ...known, ...extra }));
}

/** Facts of a claim as the pack may meet them, fitting or not, with one line or several. */
export function anyFactsFor(pack: Pack): fc.Arbitrary<AssessmentFacts> {
  const lines = fc.array(anyLine(pack), { minLength: 1, maxLength: 6 }).map((drawn) =>
    drawn.map((line, index) => ({
      lineId: `line-${String(index)}`,
      paymentId: `payment-${String(index)}`,
      ...line,
    })),
  );
  const events = fc
    .array(fc.tuple(fc.constantFrom(...MILESTONES), anyTime))
    .map((pairs) => Object.fromEntries(pairs));
  return fc
    .record({
      lossType: rarely(fc.constant('other'), pack.lossTypes[0]?.id ?? ''),
      otherType: fc.option(fc.constantFrom(...pack.lossTypes.map(({ id }) => id))),
      filedAt: instantBetween('2026-11-10T00:00:00Z', '2026-11-22T00:00:00Z'),
      discoveredAt: anyTime,
      kind: rarely(fc.constant('stranger'), pack.eligible.claimants[0] ?? ''),
      awarded: rarely(text, '0'),
      lines,
      known: lookedInto(pack, 'claim'),
      exclusions: rarely(fc.subarray(pack.exclusions.map(({ id }) => id)), []),
      events,
      fundsFoundMinor: fc.option(text),
      evidence: fc.subarray(pack.evidence.map(({ id }) => id)),
      clean: fc.boolean(),
    })
    .map(({ otherType, kind, awarded, known, fundsFoundMinor, clean, lossType, ...rest }) => ({
      ...rest,
      ...known,
      lossType: otherType ?? lossType,
      claimant: { kind, awardedThisYearMinor: awarded },
      ...(fundsFoundMinor === null ? {} : { fundsFoundMinor }),
      signals: [{ code: 'velocity', value: '1', threshold: '2', direction: 'above', clean }],
    }));
}
