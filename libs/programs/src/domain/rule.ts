import type { Bilingual } from '@app/kernel';
import { allocate } from '@app/money';
import type { Money } from '@app/money';

import type { Reason, RuleName, SplitShare } from './assessment';
import type { BusinessCalendar } from './business-calendar';
import type { Pack } from './pack';
import type { ReadFacts, ReadLine } from './read-facts';

/** A line on its way through the rules: what is left of it, and why. */
export interface RunningLine {
  readonly line: ReadLine;
  readonly amountMinor: bigint;
  /** Taken out by a rule, not merely reduced. */
  readonly isRefused: boolean;
  readonly reason: Reason;
}

export interface RuleInput {
  readonly pack: Pack;
  readonly facts: ReadFacts;
  readonly calendar: BusinessCalendar;
  readonly lines: readonly RunningLine[];
}

/** A fact that a rule needed: where it belongs in the facts, and what it is in words. */
export interface MissingFact {
  readonly fact: string;
  readonly what: Bilingual;
}

export interface RuleOutcome {
  readonly lines: readonly RunningLine[];
  readonly why: Bilingual;
  /** Points that belong to no line; a person must look at them. */
  readonly openPoints?: readonly Reason[];
  readonly missing?: readonly MissingFact[];
  /** What the rule leaves to the claimant of a loss that is covered. */
  readonly ownShareMinor?: bigint;
  readonly split?: readonly SplitShare[];
}

export interface AmountRule {
  readonly name: Exclude<RuleName, 'provisional' | 'approval'>;
  readonly apply: (input: RuleInput) => RuleOutcome;
}

/** Changes lines one by one; where none changes, the lines are the same as before. */
export function mapLines(
  lines: readonly RunningLine[],
  change: (line: RunningLine, place: number) => RunningLine,
): readonly RunningLine[] {
  const after = lines.map(change);
  return after.every((line, place) => line === lines[place]) ? lines : after;
}

export function totalOf(lines: readonly RunningLine[]): bigint {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** Refuses what still stands; a line that was refused earlier keeps its first reason. */
export function refuseAll(lines: readonly RunningLine[], reason: Reason): RuleOutcome {
  return refuseWhere(lines, () => reason, reason.text);
}

/** Refuses the standing lines for which `judge` has a reason. */
export function refuseWhere(
  lines: readonly RunningLine[],
  judge: (line: ReadLine) => Reason | null,
  otherwise: Bilingual,
): RuleOutcome {
  const changed = mapLines(lines, (running) => {
    const reason = running.isRefused ? null : judge(running.line);
    return reason === null ? running : refuse(running, reason);
  });
  return explained(lines, changed, otherwise);
}

export function refuse({ line }: RunningLine, reason: Reason): RunningLine {
  return { line, amountMinor: 0n, isRefused: true, reason };
}

/** Takes an amount off lines in proportion (largest remainder); it is at most their total. */
export function deduct(
  lines: readonly RunningLine[],
  deducted: Money,
  reason: Reason,
): readonly RunningLine[] {
  if (deducted.isZero()) return lines;
  const parts = allocate(
    deducted,
    lines.map(({ amountMinor }) => amountMinor),
  );
  return mapLines(lines, (running, index) => {
    const part = parts[index]?.amountMinor ?? 0n;
    if (part === 0n) return running;
    return { ...running, amountMinor: running.amountMinor - part, reason };
  });
}

/** Explains a rule by the reasons of the lines that it changed. */
export function explained(
  before: readonly RunningLine[],
  after: readonly RunningLine[],
  otherwise: Bilingual,
): RuleOutcome {
  if (after === before) return { lines: before, why: otherwise };
  const texts = after
    .filter((line, index) => line !== before[index])
    .map(({ reason }) => reason.text);
  return { lines: after, why: joined(texts) ?? otherwise };
}

/** A rule that lacks facts leaves the amounts as they are, and a person has to find out. */
export function undecided(
  lines: readonly RunningLine[],
  missing: readonly MissingFact[],
): RuleOutcome {
  const en = missing.map(({ what }) => what.en).join('; ');
  const zh = missing.map(({ what }) => what['zh-CN']).join('；');
  return {
    lines,
    why: {
      en: `This rule takes nothing away until this is known: ${en}.`,
      'zh-CN': `以下事项尚待查明，本规则暂不扣减：${zh}。`,
    },
    missing,
  };
}

/** An outcome that some facts were missing for, if they were. */
export function withMissing(outcome: RuleOutcome, missing: readonly MissingFact[]): RuleOutcome {
  if (missing.length === 0) return outcome;
  const { why } = undecided(outcome.lines, missing);
  return { ...outcome, why: joined([outcome.why, why]) ?? why, missing };
}

/** Different texts one after the other; null when there are none. */
export function joined(texts: readonly Bilingual[]): Bilingual | null {
  if (texts.length === 0) return null;
  return {
    en: [...new Set(texts.map((text) => text.en))].join(' '),
    'zh-CN': [...new Set(texts.map((text) => text['zh-CN']))].join(''),
  };
}
