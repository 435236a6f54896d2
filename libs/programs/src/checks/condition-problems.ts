import type { Condition, Pack } from '../domain/pack';
import { circumstancesIn, conditionHolds } from '../domain/condition';
import { located, problem } from './pack-problem';
import type { PackProblem } from './pack-problem';

/** Deeper than this nobody can read a condition as one sentence. */
const DEPTH_MAX = 4;

/** A condition of a pack, where it stands, and whether one payment is looked at there. */
interface ConditionSite {
  readonly path: string;
  readonly condition: Condition;
  readonly looksAtPayments: boolean;
}

/** Conditions that name what the pack does not declare, or that nobody could read. */
export function conditionProblems(pack: Pack): PackProblem[] {
  return conditionSites(pack).flatMap((site) => [
    ...unknownNames(site, pack),
    ...(depthOf(site.condition) > DEPTH_MAX ? [tooDeep(site.path)] : constantProblems(site)),
  ]);
}

/** Circumstances that no condition speaks of: somebody would establish them in vain. */
export function unusedCircumstances(pack: Pack): PackProblem[] {
  const used = new Set(conditionSites(pack).flatMap(({ condition }) => circumstancesIn(condition)));
  return located('$.circumstances', pack.circumstances)
    .filter(({ entry }) => !used.has(entry.id))
    .map(({ path, entry: { id } }) =>
      problem(
        path,
        `No condition speaks of "${id}"; use it or take it out.`,
        `没有任何条件引用“${id}”，请使用或删除。`,
      ),
    );
}

function conditionSites(pack: Pack): ConditionSite[] {
  const { eligible, window, amount, provisional } = pack;
  return [
    ...site('$.eligible.requires', eligible.requires),
    ...located('$.exclusions', pack.exclusions).flatMap(({ path, entry }) =>
      site(`${path}.waivedIf`, entry.waivedIf),
    ),
    ...site('$.window.extendIf', window?.extendIf),
    ...located('$.amount.liability.rows', amount.liability?.rows ?? []).flatMap(
      ({ path, entry }) => [
        // A row of a table by notice is looked for payment by payment, a period is one for all.
        ...site(`${path}.when`, entry.when, amount.liability?.mode === 'by_notice'),
        ...site(`${path}.onlyPayments`, entry.onlyPayments, true),
      ],
    ),
    ...site('$.amount.excess.waivedIf', amount.excess?.waivedIf),
    ...site('$.amount.excess.waivedByChoice', amount.excess?.waivedByChoice),
    ...located('$.split.rows', pack.split.rows).flatMap(({ path, entry }) =>
      site(`${path}.when`, entry.when),
    ),
    ...variantSites('$.provisional', provisional?.variants),
    ...located('$.clocks', pack.clocks).flatMap(({ path, entry }) =>
      variantSites(path, entry.variants),
    ),
    ...located('$.evidence', pack.evidence).flatMap(({ path, entry }) =>
      site(`${path}.requiredIf`, entry.requiredIf),
    ),
  ];
}

function site(
  path: string,
  condition: Condition | undefined,
  looksAtPayments = false,
): ConditionSite[] {
  return condition === undefined ? [] : [{ path, condition, looksAtPayments }];
}

function variantSites(
  path: string,
  variants: readonly { readonly when: Condition }[] | undefined,
): ConditionSite[] {
  return located(`${path}.variants`, variants ?? []).flatMap(({ path: at, entry }) =>
    site(`${at}.when`, entry.when),
  );
}

function unknownNames(
  { path, condition, looksAtPayments }: ConditionSite,
  pack: Pack,
): PackProblem[] {
  return circumstancesIn(condition).flatMap((id): PackProblem[] => {
    const declared = pack.circumstances.find((circumstance) => circumstance.id === id);
    if (declared === undefined) {
      return [
        problem(
          path,
          `"${id}" is not declared; add it to $.circumstances or correct the name.`,
          `“${id}”没有声明；请加入 $.circumstances 或改正名称。`,
        ),
      ];
    }
    if (declared.scope === 'claim' || looksAtPayments) return [];
    return [
      problem(
        path,
        `"${id}" is found on single payments, but this condition looks at the whole claim; declare it with the scope "claim".`,
        `“${id}”针对单笔付款，而此处的条件针对整个索赔；请将其 scope 声明为“claim”。`,
      ),
    ];
  });
}

function depthOf(condition: Condition): number {
  if (typeof condition === 'string') return 1;
  if ('not' in condition) return 1 + depthOf(condition.not);
  const parts = 'all' in condition ? condition.all : condition.any;
  return 1 + Math.max(...parts.map(depthOf));
}

/** As many circumstances as are tried out in every combination. */
const TRIED_MAX = 10;

/** A condition that holds whatever is found, or never, is a slip: `a` and not `a`. */
function constantProblems({ path, condition }: ConditionSite): PackProblem[] {
  const names = circumstancesIn(condition);
  if (names.length > TRIED_MAX) return [];
  const answers = new Set<boolean | null>();
  for (let drawn = 0; drawn < 2 ** names.length; drawn += 1) {
    const [established, refuted] = [1, 0].map(
      (bit) => new Set(names.filter((_, index) => ((drawn >> index) & 1) === bit)),
    );
    if (established === undefined || refuted === undefined) continue;
    answers.add(conditionHolds(condition, { established, refuted }));
  }
  if (answers.size !== 1) return [];
  const [en, zh] = answers.has(true) ? ['always holds', '恒成立'] : ['never holds', '恒不成立'];
  return [
    problem(
      path,
      `This condition ${en}, whatever is found out; correct it or take it out.`,
      `无论查明何种情况，该条件${zh}；请改正或删除。`,
    ),
  ];
}

function tooDeep(path: string): PackProblem {
  return problem(
    path,
    `The condition is nested deeper than ${String(DEPTH_MAX)} levels; declare a circumstance that says it at once.`,
    `条件嵌套超过 ${String(DEPTH_MAX)} 层；请声明一个能直接表达它的情形。`,
  );
}
