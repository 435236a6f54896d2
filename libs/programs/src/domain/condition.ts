import type { Bilingual } from '@app/kernel';

import type { Circumstance, Condition } from './pack';

/** What has been looked into: what holds, and what does not. All else is open. */
export interface KnownCircumstances {
  readonly established: ReadonlySet<string>;
  readonly refuted: ReadonlySet<string>;
}

/**
 * Whether a condition holds by what is known; `null` while that is open (Kleene's three values).
 * Whoever needs a plain yes asks for `=== true`.
 */
export function conditionHolds(condition: Condition, known: KnownCircumstances): boolean | null {
  if (typeof condition === 'string') {
    if (known.established.has(condition)) return true;
    return known.refuted.has(condition) ? false : null;
  }
  if ('not' in condition) return negated(conditionHolds(condition.not, known));
  if ('all' in condition) return allHold(condition.all, known);
  // One of several holds unless each of them fails.
  return negated(
    allHold(
      condition.any.map((part) => ({ not: part })),
      known,
    ),
  );
}

/** The circumstances that a condition speaks of, each once, in the order in which they appear. */
export function circumstancesIn(condition: Condition): string[] {
  if (typeof condition === 'string') return [condition];
  if ('not' in condition) return circumstancesIn(condition.not);
  const parts = 'all' in condition ? condition.all : condition.any;
  return [...new Set(parts.flatMap(circumstancesIn))];
}

/**
 * A condition in words, as a clause without a full stop: "the victim is vulnerable or the police
 * confirm the theft". A name that the pack does not declare stands in quotes.
 */
export function describeCondition(
  condition: Condition,
  circumstances: readonly Circumstance[],
): Bilingual {
  if (typeof condition === 'string') {
    const label = circumstances.find(({ id }) => id === condition)?.label;
    return label ?? { en: `"${condition}"`, 'zh-CN': `“${condition}”` };
  }
  if ('not' in condition) {
    const part = describeCondition(condition.not, circumstances);
    return {
      en: `it is not so that ${part.en}`,
      'zh-CN': `并非${part['zh-CN']}`,
    };
  }
  const isAll = 'all' in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => {
    const words = describeCondition(part, circumstances);
    const isPlain = typeof part === 'string';
    return isPlain ? words : { en: `(${words.en})`, 'zh-CN': `（${words['zh-CN']}）` };
  });
  return {
    en: parts.map(({ en }) => en).join(isAll ? ' and ' : ' or '),
    'zh-CN': parts.map((part) => part['zh-CN']).join(isAll ? '，且' : '，或'),
  };
}

function allHold(parts: readonly Condition[], known: KnownCircumstances): boolean | null {
  let all: boolean | null = true;
  for (const part of parts) {
    const holds = conditionHolds(part, known);
    if (holds === false) return false;
    if (holds === null) all = null;
  }
  return all;
}

function negated(holds: boolean | null): boolean | null {
  return holds === null ? null : !holds;
}
