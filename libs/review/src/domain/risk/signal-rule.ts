import type { Bilingual } from '@app/kernel';
import type { Signal } from '@app/programs';

/** One check: where its limit is, and what it says to whoever reads it. */
export interface SignalRule {
  /** Grows with every change of what is counted, of the limit or of the direction. */
  readonly version: number;
  /** Null: the pack of the claim sets it. */
  readonly threshold: bigint | null;
  /** `above`: more than the threshold is beyond it; `below`: the threshold or less is. */
  readonly direction: Signal['direction'];
  /** Beyond its limit it supports the claim, and calls for nobody. */
  readonly speaksFor?: 'claimant';
  /** What is counted. */
  readonly what: Bilingual;
  /** What it suggests beyond the limit, and what else it may be. */
  readonly suggests: Bilingual;
}

/** What a check found. */
export interface Found {
  readonly value: bigint;
  /** Ids of the records that it comes from, the newest first. */
  readonly source?: readonly string[];
  /** Where the rule leaves it to the pack. */
  readonly threshold?: bigint;
}

/** A reviewer looks at the newest few; the value says how many there are. */
const SOURCES_MAX = 20;

/**
 * The signal that a check gives. Only what is beyond the threshold and does not speak for the
 * claimant is not clean: it calls for a person, and denies nothing.
 */
export function signalOf(code: string, rule: SignalRule, found: Found): Signal {
  const { version, direction, speaksFor } = rule;
  const threshold = found.threshold ?? rule.threshold ?? 0n;
  const source = [...new Set(found.source)].slice(0, SOURCES_MAX);
  const isBeyond = isBeyondThreshold(direction, found.value, threshold);
  return {
    code,
    version,
    value: found.value.toString(),
    threshold: threshold.toString(),
    direction,
    clean: speaksFor === 'claimant' || !isBeyond,
    ...(speaksFor === undefined ? {} : { speaksFor }),
    ...(source.length === 0 ? {} : { source }),
  };
}

/** Whether a value is on the side of its threshold that says something. */
export function isBeyondThreshold(
  direction: Signal['direction'],
  value: bigint,
  threshold: bigint,
): boolean {
  return direction === 'above' ? value > threshold : value <= threshold;
}
