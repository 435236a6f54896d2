import fc from 'fast-check';

import type {
  Cap,
  Condition,
  Excess,
  Liability,
  LossType,
  Pack,
  Provisional,
  Split,
  Window,
} from '../pack';
import { MILESTONES } from '../pack';
import { rarely } from './any-facts';
import { CIRCUMSTANCES, aPack } from './sample-pack';

const minor = fc.bigInt({ min: 0n, max: 1_000_000n }).map(String);
const positive = fc.bigInt({ min: 1n, max: 1_000_000n }).map(String);
const within = fc.constantFrom('2BD', '3D', '30D', '60D', '13M', '72H', '4BH', '30min');
const milestone = fc.constantFrom(...MILESTONES.slice(0, 3));
const bp = fc.integer({ min: 1, max: 30_000 });
const label = { en: 'A label', 'zh-CN': '标签' };

const condition: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(...CIRCUMSTANCES),
    fc.record({ all: fc.array(tie('any'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('any'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('any') }),
  ),
})).any;
const onPayment = fc.constant<Condition>('preventable');

const optional = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] });

const cap: fc.Arbitrary<Cap> = fc.oneof(
  fc.record({
    scope: fc.constantFrom<Cap['scope']>('claim', 'claimant_year'),
    amountMinor: positive,
  }),
  fc.record({ scope: fc.constantFrom<Cap['scope']>('purchase_price', 'funds_found') }),
);

const excess: fc.Arbitrary<Excess> = fc
  .tuple(
    positive,
    optional({ waivedIf: condition, waivedByChoice: fc.constantFrom(...CIRCUMSTANCES) }),
  )
  .map(([amountMinor, waivers]) => ({ amountMinor, ...waivers }));

const liabilityRow = fc
  .tuple(
    fc.record({ within, from: milestone, ownShareUpToMinor: fc.option(minor) }),
    optional({ when: condition, onlyPayments: onPayment }),
    fc.constantFrom<'claim' | 'payment'>('claim', 'payment'),
  )
  .map(([row, conditions, per]) => ({ ...row, ...conditions, per }));

const liability: fc.Arbitrary<Liability> = fc
  .tuple(
    fc.constantFrom<Liability['mode']>('by_notice', 'cumulative'),
    fc.array(liabilityRow, { maxLength: 3 }),
    fc.option(minor),
  )
  .map(([mode, rows, last]) => ({
    mode,
    rows: [...rows, { within: null, ownShareUpToMinor: last }],
  }));

const shares: fc.Arbitrary<Split> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.boolean()), { minLength: 1, maxLength: 4 })
  .map((drawn) => {
    const places = [...new Set(drawn.map(([at]) => at))].sort((a, b) => a - b);
    const bounds = [0, ...places, 10_000];
    return {
      mode: 'shares' as const,
      rows: bounds.slice(1).map((bound, index) => ({
        party: index === 1 && drawn.at(-1)?.[1] === true ? 'claimant' : `party_${String(index)}`,
        shareBp: bound - (bounds[index] ?? 0),
        deductsWaivedExcess: drawn[index]?.[1] === true,
      })),
    };
  });

const firstMatch: fc.Arbitrary<Split> = fc
  .tuple(fc.array(condition, { maxLength: 2 }), fc.boolean())
  .map(([conditions, isClaimantLast]) => ({
    mode: 'first_match' as const,
    rows: [
      ...conditions.map((when, index) => ({
        party: `party_${String(index)}`,
        shareBp: 10_000,
        when,
      })),
      { party: isClaimantLast ? 'claimant' : 'provider', shareBp: 10_000 },
    ],
  }));

const window: fc.Arbitrary<Window> = fc
  .tuple(
    fc.oneof(milestone, fc.constantFrom<Window['from']>('payment', 'last_payment', 'discovered')),
    fc.constantFrom('60D', '13M'),
    optional({ extendIf: condition }),
  )
  .map(([from, within, extension]) => ({ from, within, ...extension }));

const provisional: fc.Arbitrary<Provisional> = fc.record({
  from: fc.oneof(milestone, fc.constant('claim_received' as const)),
  within,
  variants: fc.array(fc.record({ when: condition, within }), { maxLength: 2 }),
  shareBp: fc.integer({ min: 1, max: 10_000 }),
  withholdUpToMinor: minor,
  label: fc.constant(label),
});

const lossType: fc.Arbitrary<LossType> = optional({
  coverageBp: bp,
  proportion: fc.constant('damage' as const),
  paysFees: fc.boolean(),
}).map((terms) => ({ id: 'account_theft', authorised: 'no' as const, label, ...terms }));

/** Packs of every form of the grammar, also such that nobody would publish. */
export const anyPack: fc.Arbitrary<Pack> = fc
  .record({
    amount: fc.record({
      coverageBp: bp,
      liability: fc.option(liability),
      caps: fc.array(cap, { maxLength: 3 }),
      excess: fc.option(excess),
    }),
    split: fc.oneof(shares, firstMatch),
    window: fc.option(window),
    provisional: fc.option(provisional),
    lossType,
    requires: rarely<Condition | null>(condition, null),
    limits: rarely<{ paymentsMax?: number }>(
      fc.record({ paymentsMax: fc.integer({ min: 2, max: 9 }) }),
      {},
    ),
    exclusions: fc.array(optional({ waivedIf: condition }), { maxLength: 2 }),
  })
  .map(({ lossType: type, requires, exclusions, ...terms }) =>
    aPack({
      ...terms,
      lossTypes: [type],
      eligible: {
        claimants: ['individual'],
        rails: ['any'],
        ...(requires === null ? {} : { requires }),
      },
      exclusions: exclusions.map((waiver, index) => ({
        id: `exclusion_${String(index)}`,
        effect: 'deny' as const,
        reason: label,
        ...waiver,
      })),
      appeal: [{ step: 'internal', from: 'decided', within: '15D', by: 'another_reviewer', label }],
      evidence: [{ id: 'identity', requiredFromMinor: '20000', label, why: label }],
    }),
  );
