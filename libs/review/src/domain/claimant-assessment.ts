import type { Assessment, AssessmentFacts, Pack, RuleName } from '@app/programs';

import { discreet, discreetStep, personalCircumstances } from './letter/discretion';

/** They say who has to look at a claim, and nothing of what it is worth. */
const INTERNAL_RULES: readonly RuleName[] = ['provisional', 'approval'];

/** An assessment as it may leave the house with its claimant. */
export interface ClaimantAssessment {
  readonly facts: AssessmentFacts;
  readonly result: Pick<
    Assessment,
    | 'packId'
    | 'packVersion'
    | 'assessedAt'
    | 'eligible'
    | 'award'
    | 'lines'
    | 'ownShare'
    | 'reasons'
    | 'steps'
    | 'evidence'
  >;
}

/**
 * Facts and steps of an assessment, so that whoever is authorised can reckon the award again. Not
 * in it: signals and what they recommend, which would teach how to evade them, and what tells of
 * somebody's vulnerability, because the file goes on to others.
 */
export function claimantAssessment(
  pack: Pack,
  facts: AssessmentFacts,
  result: Assessment,
): ClaimantAssessment {
  const { packId, packVersion, assessedAt, eligible, award, lines, ownShare, evidence } = result;
  const codes = new Set(lines.map(({ reasonCode }) => reasonCode));
  return {
    facts: factsFor(pack, facts),
    result: {
      packId,
      packVersion,
      assessedAt,
      eligible,
      award,
      lines,
      ownShare,
      reasons: result.reasons
        .filter(({ code }) => codes.has(code))
        .map((reason) => ({ ...reason, text: discreet(reason.text) })),
      steps: result.steps
        .filter(({ rule }) => !INTERNAL_RULES.includes(rule))
        .map((step) => ({ ...step, why: discreetStep(step, pack) })),
      evidence,
    },
  };
}

/** Still facts as the evaluator takes them. */
function factsFor(pack: Pack, facts: AssessmentFacts): AssessmentFacts {
  return {
    ...withoutPersonal(pack, facts),
    lines: facts.lines.map((line) => withoutPersonal(pack, line)),
    signals: [],
  };
}

/** A list that is left empty goes, so that its being there tells nothing. */
function withoutPersonal<Known extends Pick<AssessmentFacts, 'circumstances' | 'refuted'>>(
  pack: Pack,
  { circumstances = [], refuted = [], ...rest }: Known,
): Omit<Known, 'circumstances' | 'refuted'> & Pick<AssessmentFacts, 'circumstances' | 'refuted'> {
  const personal = personalCircumstances(pack);
  const kept = (ids: readonly string[]): string[] => ids.filter((id) => !personal.includes(id));
  const [held, found] = [kept(circumstances), kept(refuted)];
  return {
    ...rest,
    ...(held.length === 0 ? {} : { circumstances: held }),
    ...(found.length === 0 ? {} : { refuted: found }),
  };
}
