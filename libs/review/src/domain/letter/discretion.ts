import type { Bilingual } from '@app/kernel';
import type { AssessmentStep, Pack } from '@app/programs';

/** What a circumstance is called that tells of a person's state of health, age or distress. */
const PERSONAL = /vulnerab|弱势/i;

/** In the place of a reason that would tell it. It says as little as the rule itself. */
const AS_PROVIDED: Bilingual = {
  en: 'This rule is applied as the guarantee provides; ask us, and we explain it to you.',
  'zh-CN': '本规则按保障条款适用，如需说明请与我们联系。',
};

/** The circumstances of a pack that stay between the claimant and those who decide. */
export function personalCircumstances(pack: Pack): string[] {
  return pack.circumstances
    .filter(({ id, label }) => [id, label.en, label['zh-CN']].some((text) => PERSONAL.test(text)))
    .map(({ id }) => id);
}

/**
 * A reason as it may stand in a letter, which lies open on tables and goes on to others: one that
 * tells of a person's vulnerability is replaced by a neutral one.
 */
export function discreet(why: Bilingual): Bilingual {
  return PERSONAL.test(why.en) || PERSONAL.test(why['zh-CN']) ? AS_PROVIDED : why;
}

/**
 * The same of a step. An excess that may not be taken from vulnerable people is never said to be
 * left out for another reason either: if only theirs stood without words, that would tell it.
 */
export function discreetStep(step: AssessmentStep, pack: Pack): Bilingual {
  const { waivedIf } = pack.amount.excess ?? {};
  const condition = JSON.stringify(waivedIf ?? '');
  const isPersonal = personalCircumstances(pack).some((id) => condition.includes(`"${id}"`));
  const isLeftOut = step.rule === 'excess' && step.before.amountMinor === step.after.amountMinor;
  return isPersonal && isLeftOut ? AS_PROVIDED : discreet(step.why);
}
