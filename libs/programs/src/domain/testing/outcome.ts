import { assess } from '../assess';
import type { Assessment, AssessmentFacts, RuleName } from '../assessment';
import type { Pack } from '../pack';

export const NOW = new Date('2026-11-23T02:00:00Z');

export interface Outcome {
  readonly award: string;
  /** Each line as its award and its reason: `19900 covered.full`. */
  readonly lines: readonly string[];
  readonly reasons: readonly string[];
  readonly ownShare: string;
  readonly split: readonly string[];
  readonly missing: readonly string[];
  readonly recommendation: Assessment['recommendation'];
}

/** What an assessment comes to, in short. */
export function outcomeOf(pack: Pack, facts: AssessmentFacts): Outcome {
  const assessment = assess(pack, facts, NOW);
  return {
    award: assessment.award.amountMinor,
    lines: assessment.lines.map(({ award, reasonCode }) => `${award.amountMinor} ${reasonCode}`),
    reasons: assessment.reasons.map(({ code }) => code),
    ownShare: assessment.ownShare.amountMinor,
    split: assessment.split.map(({ party, money }) => `${party} ${money.amountMinor}`),
    missing: assessment.missingFacts,
    recommendation: assessment.recommendation,
  };
}

/** What one rule said, in English. */
export function whyOf(pack: Pack, facts: AssessmentFacts, rule: RuleName): string {
  const step = assess(pack, facts, NOW).steps.find((found) => found.rule === rule);
  return step?.why.en ?? '';
}
