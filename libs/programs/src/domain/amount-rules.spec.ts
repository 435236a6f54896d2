import type { AssessmentFacts, LineFacts } from './assessment';
import type { Cap, Excess, LossType } from './pack';
import { outcomeOf, whyOf } from './testing/outcome';
import type { Outcome } from './testing/outcome';
import { aLine, linesOf, theFacts } from './testing/sample-facts';
import { aPack, aPackWhere } from './testing/sample-pack';

describe('the coverage of a loss', () => {
  const theft = aPack().lossTypes[0]!;
  const covering = (type: Partial<LossType>, line: Partial<LineFacts>): Outcome =>
    outcomeOf(
      aPackWhere({ coverageBp: 5000 }, { lossTypes: [{ ...theft, ...type }] }),
      theFacts({ lines: [aLine(line)] }),
    );

  it.each<[string, Partial<LossType>, Partial<LineFacts>, string]>([
    ['is the share of the pack', {}, {}, '9950 coverage.share'],
    [
      'is that of the loss type, above the whole',
      { coverageBp: 30_000 },
      {},
      '59700 coverage.share',
    ],
    ['is the loss itself at 10000', { coverageBp: 10_000 }, {}, '19900 covered.full'],
    [
      'has the fees on top of three times the price',
      { coverageBp: 30_000, paysFees: true },
      { feesMinor: '5050' },
      '64750 coverage.share',
    ],
    [
      'has no fees where none are named',
      { coverageBp: 10_000, paysFees: true },
      {},
      '19900 covered.full',
    ],
    ['has no fees where the loss type pays none', {}, { feesMinor: '5050' }, '9950 coverage.share'],
    [
      'is 40 % of the payment at a damage of 40 %',
      { coverageBp: 10_000, proportion: 'damage' },
      { damageBp: 4000 },
      '7960 coverage.damage',
    ],
    [
      'rounds the damage and the share down once',
      { coverageBp: 15_000, proportion: 'damage' },
      { damageBp: 3333, amountMinor: '101' },
      // 101 × 0.3333 × 1.5 = 50.49…; rounding 33.66 down first would give 49.
      '50 coverage.damage',
    ],
    [
      'does not look at damage elsewhere',
      { coverageBp: 10_000 },
      { damageBp: 4000 },
      '19900 covered.full',
    ],
    [
      'is nothing when nothing was damaged',
      { coverageBp: 10_000, proportion: 'damage' },
      { damageBp: 0 },
      '0 coverage.damage',
    ],
  ])('%s', (_, type, line, expected) => {
    expect(covering(type, line).lines).toEqual([expected]);
  });

  it('stays whole while the damage is unknown, for a person to look', () => {
    expect(covering({ coverageBp: 10_000, proportion: 'damage' }, {})).toMatchObject({
      award: '19900',
      missing: ['lines[0].damageBp'],
      recommendation: 'review',
    });
  });

  it('says in one breath what was damaged and which fees are paid', () => {
    const type = { ...theft, proportion: 'damage' as const, paysFees: true };
    const facts = theFacts({ lines: [aLine({ damageBp: 4000, feesMinor: '500' })] });
    expect(whyOf(aPack({ lossTypes: [type] }), facts, 'coverage')).toBe(
      'The payment of 199.00 CNY on 2026-11-01: 40 % of what it bought was damaged, and that share is the loss. ' +
        'Fees of 5.00 CNY for proving the loss are paid besides.',
    );
  });
});

describe('the caps of a pack', () => {
  const capped = (caps: readonly Cap[], changes: Partial<AssessmentFacts> = {}): Outcome =>
    outcomeOf(aPackWhere({ caps }), theFacts(changes));
  const two = linesOf(
    { amountMinor: '10000', purchasePriceMinor: '8000' },
    { amountMinor: '5000', purchasePriceMinor: '6000' },
  );

  it.each<[string, readonly Cap[], Partial<AssessmentFacts>, readonly string[]]>([
    ['of a claim', [{ scope: 'claim', amountMinor: '15000' }], {}, ['15000 cap.applied']],
    ['of a claim, exactly', [{ scope: 'claim', amountMinor: '19900' }], {}, ['19900 covered.full']],
    [
      'of a year, less earlier awards',
      [{ scope: 'claimant_year', amountMinor: '100000' }],
      { claimant: { kind: 'individual', awardedThisYearMinor: '90000' } },
      ['10000 cap.applied'],
    ],
    [
      'of a year, used up',
      [{ scope: 'claimant_year', amountMinor: '100000' }],
      { claimant: { kind: 'individual', awardedThisYearMinor: '100001' } },
      ['0 cap.reached'],
    ],
    ['at what was found', [{ scope: 'funds_found' }], { fundsFoundMinor: '1' }, ['1 cap.applied']],
    ['at nothing found', [{ scope: 'funds_found' }], { fundsFoundMinor: '0' }, ['0 cap.reached']],
    [
      'at the price of each purchase',
      [{ scope: 'purchase_price' }],
      { lines: two },
      ['8000 cap.applied', '5000 covered.full'],
    ],
    [
      'one after the other',
      [{ scope: 'purchase_price' }, { scope: 'claim', amountMinor: '1300' }],
      { lines: two },
      ['800 cap.applied', '500 cap.applied'],
    ],
    [
      'of each payment first, whatever the order in the pack',
      [{ scope: 'claim', amountMinor: '1300' }, { scope: 'purchase_price' }],
      { lines: two },
      ['800 cap.applied', '500 cap.applied'],
    ],
  ])('%s', (_, caps, changes, lines) => {
    expect(capped(caps, changes).lines).toEqual(lines);
  });

  it('send a claim to a person whenever they cut something off', () => {
    expect(capped([{ scope: 'claim', amountMinor: '15000' }]).recommendation).toBe('review');
    expect(capped([{ scope: 'purchase_price' }], { lines: two }).recommendation).toBe('review');
    expect(capped([{ scope: 'claim', amountMinor: '19900' }]).recommendation).toBe('approve');
  });

  it.each<[Cap['scope'], string]>([
    ['funds_found', 'fundsFoundMinor'],
    ['purchase_price', 'lines[0].purchasePriceMinor'],
  ])('by %s cut nothing off while %s is unknown', (scope, fact) => {
    expect(capped([{ scope }])).toMatchObject({
      award: '19900',
      missing: [fact],
      recommendation: 'review',
    });
  });
});

describe('an excess', () => {
  const term: Excess = {
    amountMinor: '10000',
    waivedIf: 'vulnerable',
    waivedByChoice: 'waived_by_choice',
  };
  const under = (changes: Partial<AssessmentFacts>): Outcome =>
    outcomeOf(aPackWhere({ excess: term }), theFacts(changes));

  it.each<[string, Partial<AssessmentFacts>, object]>([
    [
      'is borne by the claimant, which a person sees',
      {},
      { award: '9900', ownShare: '10000', reasons: ['excess.applied'], recommendation: 'review' },
    ],
    [
      'is not taken from a vulnerable person',
      { circumstances: ['vulnerable'] },
      { award: '19900', ownShare: '0', reasons: ['covered.full'], recommendation: 'approve' },
    ],
    [
      'is not taken when the payer chooses so',
      { circumstances: ['waived_by_choice'] },
      { award: '19900', ownShare: '0', recommendation: 'approve' },
    ],
    [
      'takes no more than there is',
      { lines: linesOf({ amountMinor: '60' }, { amountMinor: '40' }) },
      { award: '0', ownShare: '100', reasons: ['excess.applied'], recommendation: 'deny' },
    ],
    [
      'touches no line that is too small for a cent of it',
      { lines: linesOf({ amountMinor: '900000000' }, { amountMinor: '1' }) },
      { lines: ['899990000 excess.applied', '1 covered.full'] },
    ],
    [
      'is taken once from a claim, in proportion to its lines',
      { lines: linesOf({ amountMinor: '30000' }, { amountMinor: '10000' }) },
      { lines: ['22500 excess.applied', '7500 excess.applied'] },
    ],
  ])('%s', (_, changes, expected) => {
    expect(under(changes)).toMatchObject(expected);
  });
});
