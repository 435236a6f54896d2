import { assess } from './domain/assess';
import type { Assessment, AssessmentFacts } from './domain/assessment';
import { NEED_TO_KNOW, rulesOnCircumstances, withoutCircumstances } from './domain/need-to-know';
import type { Pack } from './domain/pack';
import { aLine, theFacts } from './domain/testing/sample-facts';
import { SHIPPED, shipped } from './testing/shipped-packs';

const NOW = new Date('2026-11-20T03:00:00Z');

/** A claim that a pack covers, as far as one can tell without knowing more of it. */
function factsFor(pack: Pack, changes: Partial<AssessmentFacts> = {}): AssessmentFacts {
  const [rail = 'any'] = pack.eligible.rails;
  const line = { currency: pack.currency, rail, amountMinor: '1000000', crossBorder: false };
  return theFacts({
    lossType: pack.lossTypes[0]?.id ?? '',
    claimant: { kind: pack.eligible.claimants[0] ?? '', awardedThisYearMinor: '0' },
    lines: [aLine({ ...line, paymentAmountMinor: '1000000' })],
    events: { learned_of_loss: '2026-11-02T01:00:00Z' },
    ...changes,
  });
}

const WITH_CIRCUMSTANCES = SHIPPED.filter(({ circumstances }) => circumstances.length > 0);
const CASES = WITH_CIRCUMSTANCES.flatMap((pack) =>
  pack.circumstances.map(({ id }): [string, string, Pack] => [pack.packId, id, pack]),
);

/** What is known of one circumstance: that it holds, that it does not, or nothing. */
const KNOWN = (id: string): Partial<AssessmentFacts>[] => [
  { circumstances: [id] },
  { refuted: [id] },
  {},
];
const shownTo = (pack: Pack, known: Partial<AssessmentFacts>): Assessment =>
  withoutCircumstances(pack, assess(pack, factsFor(pack, known), NOW));

describe('an assessment for those who may not know the circumstances', () => {
  it.each(CASES)('of %s never says %s in words', (_packId, id, pack) => {
    const { label } = pack.circumstances.find((circumstance) => circumstance.id === id)!;
    for (const known of KNOWN(id)) {
      const text = JSON.stringify(shownTo(pack, known));
      expect(text).not.toContain(label.en);
      expect(text).not.toContain(label['zh-CN']);
      expect(text).not.toContain(`circumstances.${id}`);
    }
  });

  it.each(CASES)('of %s has the same words whether %s holds or not', (_packId, id, pack) => {
    const hidden = rulesOnCircumstances(pack);
    const words = KNOWN(id).map((known) => {
      const { steps, reasons } = shownTo(pack, known);
      const why = steps.filter(({ rule }) => hidden.has(rule)).map((step) => step.why.en);
      return { why, last: reasons.at(-1)?.code };
    });
    expect(words.every(({ last }) => last === NEED_TO_KNOW.code)).toBe(true);
    const texts = words.flatMap(({ why }) => why);
    expect(texts.every((text) => text === NEED_TO_KNOW.text.en)).toBe(true);
  });

  it('keeps amounts, rules and all words that rest on nothing personal', () => {
    const pack = shipped('gb-app-reimbursement');
    const full = assess(pack, factsFor(pack, { refuted: ['vulnerable'] }), NOW);
    const shown = withoutCircumstances(pack, full);
    const { reasons, lines, steps, missingFacts, ...rest } = full;
    expect(shown).toMatchObject(rest);
    expect(shown.lines).toEqual(lines.map((line) => ({ ...line, reasonCode: 'need_to_know' })));
    expect(reasons.map(({ code }) => code)).toContain('excess.applied');
    expect(shown.reasons.map(({ code }) => code)).not.toContain('excess.applied');
    const kept = shown.steps.filter((step, place) => step.why === steps[place]?.why);
    expect(kept.map(({ rule }) => rule)).toEqual(
      steps
        .map(({ rule }) => rule)
        .filter((rule) => !['exclusions', 'excess', 'split'].includes(rule)),
    );
    expect(missingFacts).toEqual([]);
  });

  it('is the assessment itself where the pack knows no circumstances', () => {
    const pack = SHIPPED.find(({ circumstances }) => circumstances.length === 0)!;
    const full = assess(pack, factsFor(pack), NOW);
    expect(withoutCircumstances(pack, full)).toBe(full);
  });

  it.each([
    ['gb-app-reimbursement', ['exclusions', 'excess', 'split']],
    ['sg-srf', ['split']],
    ['cn-wallet-theft-guarantee', ['exclusions']],
    ['paypal-like-unauthorised', ['window', 'provisional']],
    ['visa-zero-liability', []],
  ])('knows from %s alone which rules may tell: %j', (packId, rules) => {
    expect([...rulesOnCircumstances(shipped(packId))]).toEqual(rules);
  });
});
