import type { AssessmentFacts } from './assessment';
import type { Excess, Split } from './pack';
import { outcomeOf, whyOf } from './testing/outcome';
import type { Outcome } from './testing/outcome';
import { aLine, linesOf, theFacts } from './testing/sample-facts';
import { aPack, aPackWhere } from './testing/sample-pack';

const claiming = (amountMinor: string, changes: Partial<AssessmentFacts> = {}): AssessmentFacts =>
  theFacts({ lines: [aLine({ amountMinor, paymentAmountMinor: amountMinor })], ...changes });

describe('an award in shares', () => {
  const thirds: Split = {
    mode: 'shares',
    rows: [
      { party: 'payer_psp', shareBp: 3334 },
      { party: 'payee_psp', shareBp: 3333, recourse: 'platform' },
      { party: 'insurer', shareBp: 3333 },
    ],
  };

  it('adds up to the cent, by largest remainder', () => {
    expect(outcomeOf(aPack({ split: thirds }), claiming('101')).split).toEqual([
      'payer_psp 34',
      'payee_psp 34',
      'insurer 33',
    ]);
  });

  it('says from whom a party may ask it back, and in words who bears how much', () => {
    const pack = aPack({ split: thirds });
    expect(whyOf(pack, claiming('101'), 'split')).toBe(
      'It is borne by: payer_psp 0.34 CNY, payee_psp 0.34 CNY, insurer 0.33 CNY.',
    );
  });

  it('does not pay what stays with the claimant', () => {
    const split: Split = {
      mode: 'shares',
      rows: [
        { party: 'provider', shareBp: 7000 },
        { party: 'claimant', shareBp: 3000 },
      ],
    };
    const facts = theFacts({ lines: linesOf({ amountMinor: '100' }, { amountMinor: '33' }) });
    expect(outcomeOf(aPack({ split }), facts)).toEqual({
      award: '93',
      lines: ['70 split.claimant_bears', '23 split.claimant_bears'],
      reasons: ['split.claimant_bears'],
      ownShare: '40',
      split: ['provider 93'],
      missing: [],
      recommendation: 'review',
    });
  });
});

describe('an excess that the payer chose not to take', () => {
  const halves = (amountMinor: string, circumstances: readonly string[]): Outcome =>
    outcomeOf(
      aPackWhere(
        {
          excess: {
            amountMinor: '10000',
            waivedIf: 'vulnerable',
            waivedByChoice: 'waived_by_choice',
          },
        },
        {
          split: {
            mode: 'shares',
            rows: [
              { party: 'payer_psp', shareBp: 5000 },
              { party: 'payee_psp', shareBp: 5000, deductsWaivedExcess: true },
            ],
          },
        },
      ),
      claiming(amountMinor, { circumstances }),
    );

  it.each([
    ['1000000', ['waived_by_choice'], ['payer_psp 505000', 'payee_psp 495000']],
    ['1000000', ['vulnerable'], ['payer_psp 500000', 'payee_psp 500000']],
    ['1000000', ['vulnerable', 'waived_by_choice'], ['payer_psp 500000', 'payee_psp 500000']],
    ['1000000', [], ['payer_psp 495000', 'payee_psp 495000']],
    // Of a claim below the excess nothing would have been paid: the payer alone bears its choice.
    ['6000', ['waived_by_choice'], ['payer_psp 6000']],
    ['10001', ['waived_by_choice'], ['payer_psp 10001']],
    ['10003', ['waived_by_choice'], ['payer_psp 10002', 'payee_psp 1']],
  ])('of a loss of %s given %j is split into %j', (amountMinor, circumstances, expected) => {
    expect(halves(amountMinor, circumstances).split).toEqual(expected);
  });
});

describe('a share that somebody keeps back', () => {
  const excess: Excess = { amountMinor: '100', waivedByChoice: 'waived_by_choice' };
  const splitOf = (rows: Split['rows']): Outcome =>
    outcomeOf(
      aPackWhere({ excess }, { split: { mode: 'shares', rows } }),
      claiming('1000', { circumstances: ['waived_by_choice'] }),
    );

  it('is borne by the other payers and not by the claimant', () => {
    const rows = [
      { party: 'payer_psp', shareBp: 4000 },
      { party: 'payee_psp', shareBp: 5000, deductsWaivedExcess: true },
      { party: 'claimant', shareBp: 1000 },
    ];
    expect(splitOf(rows)).toMatchObject({
      award: '900',
      ownShare: '100',
      split: ['payer_psp 450', 'payee_psp 450'],
    });
  });

  it('is borne by its party where there is nobody else', () => {
    const rows = [{ party: 'payee_psp', shareBp: 10_000, deductsWaivedExcess: true }];
    expect(splitOf(rows).split).toEqual(['payee_psp 1000']);
  });
});

describe('an award that the first match bears', () => {
  const waterfall: Split = {
    mode: 'first_match',
    rows: [
      { party: 'fi', shareBp: 10_000, when: 'at_fault' },
      { party: 'telco', shareBp: 10_000, when: 'good_reason' },
      { party: 'claimant', shareBp: 10_000 },
    ],
  };

  it.each<[string, Partial<AssessmentFacts>, object]>([
    [
      'is the first party that is at fault, alone',
      { circumstances: ['at_fault', 'good_reason'] },
      { award: '500', split: ['fi 500'], recommendation: 'approve' },
    ],
    [
      'is the next one when the first is not',
      { circumstances: ['good_reason'], refuted: ['at_fault'] },
      { award: '500', split: ['telco 500'], recommendation: 'approve' },
    ],
    [
      'is the claimant when nobody else is',
      { refuted: ['at_fault', 'good_reason'] },
      { award: '0', split: [], ownShare: '500', recommendation: 'deny' },
    ],
    [
      'is nobody yet while one is not looked into',
      { refuted: ['at_fault'] },
      {
        award: '500',
        split: [],
        missing: ['circumstances.good_reason'],
        recommendation: 'review',
      },
    ],
    [
      'is not the second one while the first is not looked into',
      { circumstances: ['good_reason'] },
      { split: [], missing: ['circumstances.at_fault'] },
    ],
  ])('%s', (_, changes, expected) => {
    expect(outcomeOf(aPack({ split: waterfall }), claiming('500', changes))).toMatchObject(
      expected,
    );
  });

  it('is the last party while others are open, where the claimant is paid by either', () => {
    const split: Split = {
      mode: 'first_match',
      rows: [
        { party: 'provider', shareBp: 10_000, when: 'at_fault' },
        { party: 'seller', shareBp: 10_000 },
      ],
    };
    const pack = aPack({ split });
    expect(outcomeOf(pack, claiming('500'))).toMatchObject({ split: ['seller 500'], missing: [] });
    expect(outcomeOf(pack, claiming('500', { circumstances: ['at_fault'] })).split).toEqual([
      'provider 500',
    ]);
  });
});
