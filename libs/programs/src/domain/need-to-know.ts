import type { Bilingual } from '@app/kernel';

import type { Assessment, Reason, RuleName } from './assessment';
import type { Pack } from './pack';

/** What stands in the place of words that rest on circumstances. */
export const NEED_TO_KNOW: Reason = {
  code: 'need_to_know',
  text: {
    en: 'This may rest on circumstances of the claimant, which those who decide on the claim know and nobody else.',
    'zh-CN': '此处可能涉及索赔人的个人情况，仅限处理该索赔的人员知悉。',
  },
};

/** Which rule gives a reason that may rest on circumstances. */
const RULE_OF_REASON: Readonly<Record<string, RuleName>> = {
  'requirements.not_met': 'requirements',
  'window.extended': 'window',
  'own_share.applied': 'liability',
  'own_share.undecided': 'liability',
  'excess.applied': 'excess',
  'split.claimant_bears': 'split',
};
const FACT_MISSING = 'fact.missing';

/**
 * The rules whose words may tell of circumstances. It goes by the pack alone and not by the claim:
 * if words were only missing where something was established, their absence would tell it.
 */
export function rulesOnCircumstances(pack: Pack): ReadonlySet<RuleName> {
  const { eligible, window, exclusions, amount, split, provisional } = pack;
  const { liability, excess } = amount;
  const rests: Readonly<Partial<Record<RuleName, boolean>>> = {
    requirements: eligible.requires !== undefined,
    window: window?.extendIf !== undefined,
    exclusions: exclusions.some(({ waivedIf }) => waivedIf !== undefined),
    liability: (liability?.rows ?? []).some(
      ({ when, onlyPayments }) => when !== undefined || onlyPayments !== undefined,
    ),
    excess: excess?.waivedIf !== undefined || excess?.waivedByChoice !== undefined,
    split: split.rows.some(
      ({ when, deductsWaivedExcess }) => when !== undefined || deductsWaivedExcess === true,
    ),
    provisional: (provisional?.variants ?? []).length > 0,
  };
  return new Set(Object.keys(rests).filter((rule) => rests[rule as RuleName])) as Set<RuleName>;
}

/** Whether the words of a reason may tell of circumstances under a pack. */
export function isNeedToKnow(pack: Pack, code: string): boolean {
  const rule = RULE_OF_REASON[code];
  return code === FACT_MISSING || (rule !== undefined && rulesOnCircumstances(pack).has(rule));
}

/**
 * An assessment for readers who may not know a claimant's circumstances, such as auditors: amounts,
 * rules and what is not theirs stay; of every rule that may rest on circumstances under this pack
 * the words go, for each claim alike. One reason of the kind `need_to_know` stands for all of them.
 */
export function withoutCircumstances(pack: Pack, assessment: Assessment): Assessment {
  const hidden = rulesOnCircumstances(pack);
  if (hidden.size === 0 && pack.circumstances.length === 0) return assessment;
  const isHidden = (code: string): boolean => isNeedToKnow(pack, code);
  const { provisional } = assessment;
  return {
    ...assessment,
    reasons: [...assessment.reasons.filter(({ code }) => !isHidden(code)), NEED_TO_KNOW],
    lines: assessment.lines.map((line) =>
      isHidden(line.reasonCode) ? { ...line, reasonCode: NEED_TO_KNOW.code } : line,
    ),
    steps: assessment.steps.map((step) => ({ ...step, why: whyFor(step, hidden) })),
    missingFacts: assessment.missingFacts.filter((fact) => !fact.startsWith('circumstances.')),
    // By its date one could tell which variant of the promise holds.
    provisional:
      provisional !== null && hidden.has('provisional')
        ? { ...provisional, dueAt: null }
        : provisional,
  };
}

function whyFor(
  step: { readonly rule: RuleName; readonly why: Bilingual },
  hidden: ReadonlySet<RuleName>,
): Bilingual {
  return hidden.has(step.rule) ? NEED_TO_KNOW.text : step.why;
}
