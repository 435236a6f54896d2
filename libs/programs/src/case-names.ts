import { located, problem } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import type { AssessmentFacts } from './domain/assessment';
import type { Pack } from './domain/pack';

/** What is known of a claim, or of one of its payments. */
type Known = Partial<Pick<AssessmentFacts, 'circumstances' | 'refuted'>>;

/**
 * Circumstances of a case that its pack does not declare: a name that is mistyped there changes
 * nothing, and the case would pass without testing what it says.
 */
export function undeclaredCircumstances(
  path: string,
  one: { readonly facts?: Known; readonly lines?: readonly Known[] },
  { circumstances }: Pack,
): PackProblem[] {
  const declared = circumstances.map(({ id }) => id);
  const places = [
    { path: `${path}.facts`, entry: one.facts ?? {} },
    ...located(`${path}.lines`, one.lines ?? []),
  ];
  return places.flatMap(({ path: place, entry }) =>
    (['circumstances', 'refuted'] as const).flatMap((field) =>
      located(`${place}.${field}`, entry[field] ?? [])
        .filter(({ entry: id }) => !declared.includes(id))
        .map((found) => undeclared(found.path, found.entry, declared)),
    ),
  );
}

function undeclared(path: string, saw: string, declared: readonly string[]): PackProblem {
  const known = { en: declared.join(', ') || 'none', zh: declared.join('、') || '无' };
  return problem(
    path,
    `The pack declares no circumstance "${saw}"; there are: ${known.en}.`,
    `规则包没有声明情形“${saw}”；已声明：${known.zh}。`,
  );
}

/** Two cases of one title could not be told apart when one of them fails. */
export function repeatedTitles(cases: readonly { readonly title: string }[]): PackProblem[] {
  const titles = cases.map(({ title }) => title);
  return located('$.cases', titles)
    .filter(({ entry }, index) => titles.indexOf(entry) !== index)
    .map(({ path, entry }) =>
      problem(
        `${path}.title`,
        `"${entry}" is there already; each case needs a title of its own.`,
        `“${entry}”重复；每个用例须有不同的标题。`,
      ),
    );
}
