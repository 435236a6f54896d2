import type { Bilingual } from '@app/kernel';
import type { Signal } from '@app/programs';

import { ACCOUNT_RULES, accountSignals } from './account-events';
import { FIRST_PARTY_RULES, firstPartySignals } from './first-party';
import { HISTORY_RULES, historySignals } from './payer-history';
import type { RiskFacts, RiskTerms } from './risk-facts';
import { SHARED_RULES, sharedSignals } from './shared-traits';
import { isBeyondThreshold } from './signal-rule';
import type { SignalRule } from './signal-rule';
import { VELOCITY_RULES, velocitySignals } from './velocity';

const RULES: ReadonlyMap<string, SignalRule> = new Map(
  Object.entries<SignalRule>({
    ...SHARED_RULES,
    ...VELOCITY_RULES,
    ...ACCOUNT_RULES,
    ...HISTORY_RULES,
    ...FIRST_PARTY_RULES,
  }),
);

/** The codes of every check there is, in the order in which they are shown. */
export const SIGNAL_CODES: readonly string[] = [...RULES.keys()];

/**
 * Every check that can be run on a claim by what is known, the clean ones too. They only ever call
 * for a person: no signal denies, none weighs more than another, and what speaks for the claimant
 * is always clean.
 */
export function riskSignals(facts: RiskFacts, terms: RiskTerms): Signal[] {
  return [
    ...sharedSignals(facts),
    ...velocitySignals(facts, terms),
    ...accountSignals(facts),
    ...historySignals(facts, terms),
    ...firstPartySignals(facts),
  ];
}

/** A signal in words for a reviewer. */
export interface SignalWords {
  /** What is counted; null for a check that there is no longer. */
  readonly what: Bilingual | null;
  /** What it suggests; null while it is on the ordinary side of its threshold. */
  readonly suggests: Bilingual | null;
}

/** What a kept signal says in words, as far as its check is still the one that gave it. */
export function wordsOf(signal: Signal): SignalWords {
  const rule = RULES.get(signal.code);
  if (rule?.version !== (signal.version ?? 1)) return { what: null, suggests: null };
  const { direction, value, threshold } = signal;
  const isBeyond = isBeyondThreshold(direction, BigInt(value), BigInt(threshold));
  return { what: rule.what, suggests: isBeyond ? rule.suggests : null };
}

/** The checks that could not be run, with what they would have counted. */
export function notRun(signals: readonly Signal[]): { code: string; what: Bilingual }[] {
  const run = new Set(signals.map(({ code }) => code));
  return [...RULES].filter(([code]) => !run.has(code)).map(([code, { what }]) => ({ code, what }));
}
