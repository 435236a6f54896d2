import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';
import type { MoneyJson } from '@app/money';

import { approvalFor } from './approval';
import type {
  Assessment,
  AssessmentFacts,
  AssessmentStep,
  EvidenceState,
  Reason,
  Recommendation,
  Signal,
} from './assessment';
import { AMOUNT_RULES } from './assessment-rules';
import type { RunningLine } from './assessment-rules';
import { calendarOf } from './calendars';
import { evidenceChecklist } from './evidence-checklist';
import type { Pack } from './pack';
import { readFacts } from './read-facts';
import type { ReadFacts } from './read-facts';
import { COVERED_IN_FULL, evidenceMissing, signalsNotClean } from './reasons';

const NOT_REACHED: Bilingual = {
  en: 'Nothing is left for this rule to look at.',
  'zh-CN': '已没有可供本规则处理的金额。',
};

/**
 * What a pack says about a claim: how much it covers, by which rules, on what evidence, and who
 * must approve. Pure: the same pack, facts and time give the same bytes, so that a decision can be
 * replayed. An ineligible claim is an answer with reasons; only malformed facts are refused.
 */
export function assess(pack: Pack, facts: AssessmentFacts, now: Date): Assessment {
  const read = readFacts(facts);
  const run = runAmountRules(pack, read);
  const award = Money.of(totalOf(run.lines, pack), pack.currency);
  const evidence = evidenceChecklist(pack, totalOf(atStart(read), pack), facts.evidence, []);
  const openPoints = [...run.openPoints, ...pointsOf(award, evidence, facts.signals)];
  const recommendation = recommend(award, run.lines, openPoints);
  // Nobody is refused, and no open point is passed over, by the machine alone.
  const signalsClean = recommendation === 'approve';
  const approval = approvalFor(pack, award, { evidenceWaived: false, signalsClean });
  const awardJson = award.toJson();
  return {
    packId: pack.packId,
    packVersion: pack.version,
    assessedAt: now.toISOString(),
    eligible: award.isPositive(),
    reasons: distinct([...run.lines.map(({ reason }) => reason), ...openPoints]),
    award: awardJson,
    lines: run.lines.map(({ line, amountMinor, reason }) => ({
      lineId: line.lineId,
      award: moneyJson(amountMinor, pack),
      reasonCode: reason.code,
    })),
    steps: [
      ...run.steps,
      { rule: 'approval', before: awardJson, after: awardJson, why: approval.why },
    ],
    evidence,
    signals: facts.signals,
    recommendation,
    approval,
  };
}

interface Run {
  readonly lines: readonly RunningLine[];
  readonly steps: readonly AssessmentStep[];
  readonly openPoints: readonly Reason[];
}

function runAmountRules(pack: Pack, facts: ReadFacts): Run {
  const calendar = calendarOf(pack.calendar);
  const steps: AssessmentStep[] = [];
  const openPoints: Reason[] = [];
  let lines = atStart(facts);
  for (const { name, apply } of AMOUNT_RULES) {
    const before = moneyJson(totalOf(lines, pack), pack);
    const isReached = lines.some(({ isRefused }) => !isRefused);
    const outcome = isReached
      ? apply({ pack, facts, calendar, lines })
      : { lines, why: NOT_REACHED };
    lines = outcome.lines;
    openPoints.push(...(outcome.openPoints ?? []));
    steps.push({
      rule: name,
      before,
      after: moneyJson(totalOf(lines, pack), pack),
      why: outcome.why,
    });
  }
  return { lines, steps, openPoints };
}

function atStart(facts: ReadFacts): readonly RunningLine[] {
  return facts.lines.map((line) => ({
    line,
    amountMinor: line.claimedMinor,
    isRefused: false,
    reason: COVERED_IN_FULL,
  }));
}

/** Lines in another currency cannot be added up; the currency rule refuses them. */
function totalOf(lines: readonly RunningLine[], pack: Pack): bigint {
  return lines
    .filter(({ line }) => line.currency === pack.currency)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** A refusal rests on its rule alone: what is missing or suspicious is no reason for it. */
function pointsOf(
  award: Money,
  evidence: readonly EvidenceState[],
  signals: readonly Signal[],
): Reason[] {
  if (!award.isPositive()) return [];
  const missing = evidence.filter(({ required, state }) => required && state === 'missing');
  const unclean = signals.filter(({ clean }) => !clean);
  return [
    ...(missing.length === 0 ? [] : [evidenceMissing(missing.map(({ label }) => label))]),
    ...(unclean.length === 0 ? [] : [signalsNotClean(unclean)]),
  ];
}

/** Deny only what a hard rule takes away entirely; all that is merely open asks for a person. */
function recommend(
  award: Money,
  lines: readonly RunningLine[],
  openPoints: readonly Reason[],
): Recommendation {
  if (!award.isPositive()) return 'deny';
  const isPartlyRefused = lines.some(({ isRefused }) => isRefused);
  return isPartlyRefused || openPoints.length > 0 ? 'review' : 'approve';
}

function distinct(reasons: readonly Reason[]): Reason[] {
  const seen = new Map(reasons.map((reason) => [`${reason.code} ${reason.text.en}`, reason]));
  return [...seen.values()];
}

function moneyJson(amountMinor: bigint, pack: Pack): MoneyJson {
  return Money.of(amountMinor, pack.currency).toJson();
}
