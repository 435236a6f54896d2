import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';
import type { AssessmentStep } from '@app/programs';

import { discreet, discreetStep } from './discretion';
import type { LetterBlock } from './letter';
import { LETTER_TEXTS, RULE_NAMES } from './letter-texts';
import type { LetterWriter } from './letter-writer';

/** Conditions that a claimant wants explained, whether they changed the amount or not. */
const CONDITIONS: readonly string[] = ['liability', 'cap', 'excess'];

/** Which promise it was, what each rule did to the amount, and what excess and cap meant for it. */
export function rules(writer: LetterWriter): LetterBlock[] {
  const { pack, assessment } = writer.data;
  const changed = assessment.steps.filter(
    ({ before, after }) => before.amountMinor !== after.amountMinor,
  );
  const conditions = assessment.steps.filter(
    (step) => CONDITIONS.includes(step.rule) && !changed.includes(step) && isReached(step),
  );
  return [
    { kind: 'heading', text: writer.say(LETTER_TEXTS.rulesHeading) },
    {
      kind: 'paragraph',
      text: writer.text(
        `We decided by "${pack.name.en}" (${pack.packId}), version ${pack.version}.`,
        `本决定依据《${pack.name['zh-CN']}》（${pack.packId}），版本 ${pack.version}。`,
      ),
    },
    ...(changed.length === 0
      ? [{ kind: 'paragraph' as const, text: writer.say(LETTER_TEXTS.noRuleChanged) }]
      : [{ kind: 'list' as const, items: changed.map((step) => changeOf(writer, step)) }]),
    ...(conditions.length === 0
      ? []
      : [{ kind: 'list' as const, items: conditions.map((step) => conditionOf(writer, step)) }]),
    ...belowRules(writer),
  ];
}

/** After a refusal the rules have nothing left to look at, and nothing to say. */
function isReached({ before }: AssessmentStep): boolean {
  return before.amountMinor !== '0';
}

function changeOf(writer: LetterWriter, step: AssessmentStep): string {
  const before = writer.money(Money.fromJson(step.before));
  const after = writer.money(Money.fromJson(step.after));
  const [name, why] = [writer.say(RULE_NAMES[step.rule]), writer.say(whyOf(writer, step))];
  return writer.text(
    `${name}: ${before} → ${after}. ${why}`,
    `${name}：${before} → ${after}。${why}`,
  );
}

function conditionOf(writer: LetterWriter, step: AssessmentStep): string {
  const [name, why] = [writer.say(RULE_NAMES[step.rule]), writer.say(whyOf(writer, step))];
  return writer.text(`${name}: ${why}`, `${name}：${why}`);
}

/** The split names parties by their ids; what stays with the claimant has a sentence of its own. */
function whyOf({ data }: LetterWriter, step: AssessmentStep): Bilingual {
  const { assessment, pack } = data;
  const borne =
    step.rule === 'split'
      ? assessment.reasons.find(({ code }) => code === 'split.claimant_bears')
      : undefined;
  return borne === undefined ? discreetStep(step, pack) : discreet(borne.text);
}

/** Whoever awards less than the rules allow says so, and why is in their own words above. */
function belowRules(writer: LetterWriter): LetterBlock[] {
  const { decision, assessment } = writer.data;
  if (assessment.award.currency !== decision.award.currency) return [];
  const allowed = Money.fromJson(assessment.award);
  if (!allowed.isGreaterThan(decision.award)) return [];
  const money = writer.money(allowed);
  return [
    {
      kind: 'paragraph',
      text: writer.text(
        `By these rules up to ${money} could be paid. We award less; the reason is given above.`,
        `按上述规则最多可赔付 ${money}。我们核定的金额较少，理由见上文。`,
      ),
    },
  ];
}
