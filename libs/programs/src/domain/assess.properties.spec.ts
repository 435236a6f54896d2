import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';

import { PackLibrary } from '../pack-library';
import { PACKS_FOLDER } from '../read-pack-folder';
import { assess } from './assess';
import type { Assessment, AssessmentFacts, LineFacts } from './assessment';
import type { Pack } from './pack';
import { anyFactsFor, anyMinor } from './testing/any-facts';
import { anyPack } from './testing/any-pack';
import { NOW } from './testing/outcome';
import { aLine, theFacts } from './testing/sample-facts';
import { aPackWhere } from './testing/sample-pack';

const MOST = 999_999_999_999_999n;
const sum = (amounts: readonly (string | bigint)[]): bigint =>
  amounts.map(BigInt).reduce((all, amount) => all + amount, 0n);
const least = (...amounts: bigint[]): bigint => amounts.reduce((a, b) => (b < a ? b : a));
const awardOf = (assessment: Assessment): bigint => BigInt(assessment.award.amountMinor);

/** The most that a pack may pay on a line: its share of what was not refunded, and fees. */
function mostOn(pack: Pack, facts: AssessmentFacts, line: LineFacts): bigint {
  const type = pack.lossTypes.find(({ id }) => id === facts.lossType);
  const shareBp = BigInt(type?.coverageBp ?? pack.amount.coverageBp);
  const left = BigInt(line.paymentAmountMinor) - BigInt(line.refundedMinor);
  const loss = least(BigInt(line.amountMinor), left < 0n ? 0n : left);
  const fees = type?.paysFees === true ? BigInt(line.feesMinor ?? '0') : 0n;
  return (loss * shareBp) / 10_000n + fees;
}

/** What is not about one line: it must not depend on the order of lines. */
const totalsOf = (assessment: Assessment): object => ({
  award: assessment.award,
  ownShare: assessment.ownShare,
  split: assessment.split,
  provisional: assessment.provisional,
  recommendation: assessment.recommendation,
  approval: assessment.approval,
  steps: assessment.steps.map(({ rule, before, after }) => ({ rule, before, after })),
  codes: assessment.reasons.map(({ code }) => code).sort(),
});

const reordered = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).reverse()) as T;

/** Packs, and how often to draw: a shipped one has few forms. */
const sources: [string, fc.Arbitrary<Pack>, number][] = [
  ['any pack of the grammar', anyPack, 150],
  ...PackLibrary.read(PACKS_FOLDER)
    .list()
    .map((pack): [string, fc.Arbitrary<Pack>, number] => [
      `${pack.packId} ${pack.version}`,
      fc.constant(pack),
      20,
    ]),
];

describe.each(sources)('every assessment under %s', (_, packs, numRuns) => {
  const drawn = packs.chain((pack) => fc.tuple(fc.constant(pack), anyFactsFor(pack)));
  const holds = (property: (pack: Pack, facts: AssessmentFacts) => void): void =>
    fc.assert(
      fc.property(drawn, ([pack, facts]) => property(pack, facts)),
      { numRuns },
    );

  it('awards nothing negative, and on a line no more than its share of the loss and fees', () => {
    holds((pack, facts) => {
      assess(pack, facts, NOW).lines.forEach(({ award }, index) => {
        expect(BigInt(award.amountMinor)).toBeGreaterThanOrEqual(0n);
        expect(BigInt(award.amountMinor)).toBeLessThanOrEqual(
          mostOn(pack, facts, facts.lines[index]!),
        );
      });
    });
  });

  it('awards what its lines add up to, and never more than is left after the own share', () => {
    holds((pack, facts) => {
      const assessment = assess(pack, facts, NOW);
      const award = sum(assessment.lines.map((line) => line.award.amountMinor));
      const ownShare = BigInt(assessment.ownShare.amountMinor);
      expect(awardOf(assessment)).toBe(award);
      expect(assessment.eligible).toBe(award > 0n);
      expect(ownShare).toBeGreaterThanOrEqual(0n);
      expect(award + ownShare).toBeLessThanOrEqual(
        sum(facts.lines.map((line) => mostOn(pack, facts, line))),
      );
    });
  });

  it('is borne to the cent by the parties of the split, unless one of them is open', () => {
    holds((pack, facts) => {
      const assessment = assess(pack, facts, NOW);
      const { split, missingFacts } = assessment;
      const isOpen = split.length === 0 && awardOf(assessment) > 0n;
      expect(isOpen && missingFacts.length === 0).toBe(false);
      expect(split.every(({ money }) => BigInt(money.amountMinor) > 0n)).toBe(true);
      expect(split.some(({ party }) => party === 'claimant')).toBe(false);
      const borne = sum(split.map(({ money }) => money.amountMinor));
      expect(borne).toBe(isOpen ? 0n : awardOf(assessment));
    });
  });

  it('never awards less for a larger loss', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), anyMinor, fc.boolean(), ([pack, facts], pick, more, both) => {
        const chosen = pick % facts.lines.length;
        const grown = (text: string): string => least(BigInt(text) + more, MOST).toString();
        const lines = facts.lines.map((line, index) =>
          index !== chosen
            ? line
            : {
                ...line,
                amountMinor: grown(line.amountMinor),
                ...(both ? { paymentAmountMinor: grown(line.paymentAmountMinor) } : {}),
              },
        );
        const before = awardOf(assess(pack, facts, NOW));
        const after = awardOf(assess(pack, { ...facts, lines }, NOW));
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      { numRuns },
    );
  });

  it('comes to the same whatever the order of its lines', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), ([pack, facts], turn) => {
        const at = turn % facts.lines.length;
        const turned = [...facts.lines.slice(at), ...facts.lines.slice(0, at)].reverse();
        const again = assess(pack, { ...facts, lines: turned }, NOW);
        const before = assess(pack, facts, NOW);
        expect(totalsOf(again)).toEqual(totalsOf(before));
        expect(again.missingFacts).toHaveLength(before.missingFacts.length);
      }),
      { numRuns },
    );
  });

  it('has steps that follow each other without a gap, from the claim to the award', () => {
    holds((pack, facts) => {
      const { steps, award } = assess(pack, facts, NOW);
      expect(steps).toHaveLength(18);
      steps.slice(1).forEach(({ before }, index) => {
        expect(before).toEqual(steps[index]!.after);
      });
      steps.forEach(({ before, after, rule }) => {
        const isRaised = BigInt(after.amountMinor) > BigInt(before.amountMinor);
        expect(isRaised && rule !== 'coverage').toBe(false);
      });
      expect(steps.at(-1)!.after).toEqual(award);
    });
  });

  it('recommends a denial only with nothing to award, and no machine alone with an open point', () => {
    holds((pack, facts) => {
      const assessment = assess(pack, facts, NOW);
      const { recommendation, award, evidence, signals, approval, reasons } = assessment;
      const isOpen =
        evidence.some(({ required, state }) => required && state === 'missing') ||
        signals.some(({ clean }) => !clean) ||
        assessment.missingFacts.length > 0 ||
        assessment.ownShare.amountMinor !== '0';
      expect(recommendation === 'deny').toBe(award.amountMinor === '0');
      expect(recommendation === 'approve' && isOpen).toBe(false);
      expect(approval.peopleRequired === 0 && recommendation !== 'approve').toBe(false);
      expect(reasons.length).toBeGreaterThan(0);
    });
  });

  it('credits beforehand no more than it awards', () => {
    holds((pack, facts) => {
      const { award, provisional } = assess(pack, facts, NOW);
      const credited = BigInt(provisional?.money.amountMinor ?? '0');
      expect(credited).toBeLessThanOrEqual(BigInt(award.amountMinor));
      expect(BigInt(provisional?.withholdUpTo.amountMinor ?? '0')).toBeLessThanOrEqual(credited);
    });
  });

  it('has the same bytes each time, whatever the order of keys, and survives JSON', () => {
    holds((pack, facts) => {
      const bytes = canonicalize(assess(pack, facts, NOW));
      const again = assess(reordered(pack), reordered(structuredClone(facts)), new Date(NOW));
      expect(canonicalize(again)).toBe(bytes);
      expect(canonicalize(JSON.parse(bytes))).toBe(bytes);
    });
  });
});

describe('a cap', () => {
  it('is used to the last cent when the loss is larger', () => {
    const amounts = fc.array(anyMinor, { minLength: 1, maxLength: 8 });
    const capMinor = fc.bigInt({ min: 1n, max: 1_000_000_000n });
    fc.assert(
      fc.property(amounts, capMinor, (drawn, cap) => {
        const lines = drawn.map((amount, index) => {
          const text = amount.toString();
          const id = String(index);
          return aLine({
            lineId: id,
            paymentId: id,
            amountMinor: text,
            paymentAmountMinor: text,
          });
        });
        const pack = aPackWhere({ caps: [{ scope: 'claim', amountMinor: cap.toString() }] });
        expect(awardOf(assess(pack, theFacts({ lines }), NOW))).toBe(least(sum(drawn), cap));
      }),
    );
  });
});
