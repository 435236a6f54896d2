import type { AssessmentFacts } from './assessment';
import type { Pack } from './pack';
import { outcomeOf, whyOf } from './testing/outcome';
import { aLine, linesOf, theFacts } from './testing/sample-facts';
import { aPack } from './testing/sample-pack';

const requiring = aPack({
  eligible: { claimants: ['individual'], rails: ['any'], requires: 'vulnerable' },
});
const domestic = aPack({
  eligible: { claimants: ['individual'], rails: ['any'], crossBorder: false },
});
const two = linesOf({ amountMinor: '100' }, { amountMinor: '200' });

describe('what a pack presupposes', () => {
  it.each<[string, Pack, Partial<AssessmentFacts>, object]>([
    [
      'holds',
      requiring,
      { circumstances: ['vulnerable'] },
      { award: '19900', recommendation: 'approve', missing: [] },
    ],
    [
      'is found not to hold',
      requiring,
      { refuted: ['vulnerable'] },
      { award: '0', reasons: ['requirements.not_met'], recommendation: 'deny' },
    ],
    [
      'is open: nothing is refused, and a person looks',
      requiring,
      {},
      {
        award: '19900',
        reasons: ['covered.full', 'fact.missing'],
        missing: ['circumstances.vulnerable'],
        recommendation: 'review',
      },
    ],
  ])('%s', (_, pack, changes, expected) => {
    expect(outcomeOf(pack, theFacts(changes))).toMatchObject(expected);
  });

  it('names what is needed in words', () => {
    expect(whyOf(requiring, theFacts(), 'requirements')).toBe(
      'This rule takes nothing away until this is known: whether it is vulnerable.',
    );
  });
});

describe('a pack for payments within a country', () => {
  it.each([
    [true, { award: '0', reasons: ['cross_border.not_covered'], recommendation: 'deny' }],
    [false, { award: '19900', missing: [], recommendation: 'approve' }],
    [undefined, { award: '19900', missing: ['lines[0].crossBorder'], recommendation: 'review' }],
  ])('given crossBorder %s', (crossBorder, expected) => {
    const line = crossBorder === undefined ? aLine() : aLine({ crossBorder });
    expect(outcomeOf(domestic, theFacts({ lines: [line] }))).toMatchObject(expected);
  });

  it('refuses one payment and still asks about the other one', () => {
    const [first, second] = two;
    const lines = [{ ...first!, crossBorder: true }, second!];
    expect(outcomeOf(domestic, theFacts({ lines }))).toMatchObject({
      lines: ['0 cross_border.not_covered', '200 covered.full'],
      missing: ['lines[1].crossBorder'],
    });
  });

  it('is not asked about by a pack that covers both', () => {
    expect(outcomeOf(aPack(), theFacts({ lines: [aLine({ crossBorder: true })] }))).toMatchObject({
      award: '19900',
      recommendation: 'approve',
    });
  });
});

describe('a limit to the number of payments', () => {
  it.each([
    [1, { award: '0', reasons: ['limits.exceeded'], recommendation: 'deny' }],
    [2, { award: '300', reasons: ['covered.full'], recommendation: 'approve' }],
  ])('of %d meets a claim of two', (paymentsMax, expected) => {
    const pack = aPack({ limits: { paymentsMax } });
    expect(outcomeOf(pack, theFacts({ lines: two }))).toMatchObject(expected);
  });
});

describe('an exclusion', () => {
  const excluding = aPack({
    exclusions: [
      {
        id: 'gross_negligence',
        effect: 'deny',
        waivedIf: { any: ['vulnerable', 'at_fault'] },
        reason: { en: 'It was careless.', 'zh-CN': '存在重大过失。' },
      },
    ],
  });

  it.each([
    [[], { award: '0', reasons: ['exclusion.gross_negligence'] }],
    [['at_fault'], { award: '19900', reasons: ['covered.full'] }],
  ])('is set aside by a circumstance of %j', (circumstances, expected) => {
    const facts = theFacts({ exclusions: ['gross_negligence'], circumstances });
    expect(outcomeOf(excluding, facts)).toMatchObject(expected);
  });

  it('says why it is set aside', () => {
    const facts = theFacts({ exclusions: ['gross_negligence'], circumstances: ['vulnerable'] });
    expect(whyOf(excluding, facts, 'exclusions')).toBe(
      'The exclusion "gross_negligence" is set aside: it is vulnerable or it is at_fault.',
    );
  });
});
