import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';
import type { MoneyJson } from '@app/money';

import { COVERED_IN_FULL } from './amount-reasons';
import { approvalFor } from './approval';
import type {
  Assessment,
  AssessmentFacts,
  AssessmentStep,
  EvidenceState,
  Reason,
  Recommendation,
  Signal,
  SplitShare,
} from './assessment';
import { AMOUNT_RULES } from './assessment-rules';
import type { BusinessCalendar } from './business-calendar';
import { calendarOf } from './calendars';
import { eventAt } from './event-at';
import { evidenceChecklist } from './evidence-checklist';
import type { Pack } from './pack';
import { appealTerms, describeProvisional, provisionalTerms } from './provisional';
import { readFacts } from './read-facts';
import type { ReadFacts } from './read-facts';
import { circumstanceUnknown, evidenceMissing, factMissing, signalsNotClean } from './reasons';
import { totalOf } from './rule';
import type { MissingFact, RunningLine } from './rule';

const NOT_REACHED: Bilingual = {
  en: 'Nothing is left for this rule to look at.',
  'zh-CN': '已没有可供本规则处理的金额。',
};

/**
 * What a pack says about a claim: how much it covers, by which rules, on what evidence, who bears
 * it and who must approve. Pure: the same pack, facts and time give the same bytes (RFC 8785), so
 * that a decision can be replayed. An ineligible claim is an answer with reasons; only malformed
 * facts are refused (`programs.malformed_facts`).
 */
export function assess(pack: Pack, facts: AssessmentFacts, now: Date): Assessment {
  const read = readFacts(facts);
  const calendar = calendarOf(pack.calendar);
  const run = runAmountRules(pack, read, calendar);
  const award = Money.of(totalIn(pack, run.lines), pack.currency);
  const missing = award.isPositive() ? distinctFacts(run.missing) : [];
  const evidence = evidenceOf(pack, facts, read);
  const openPoints = [
    ...run.openPoints,
    ...missing.map(({ what }) => factMissing(what)),
    ...(award.isPositive() ? undeclaredIn(pack, facts).map(circumstanceUnknown) : []),
    ...pointsOf(award, evidence, facts.signals),
  ];
  const recommendation = recommend(award, run.lines, openPoints);
  // Nobody is refused, and no open point is passed over, by the machine alone.
  const signalsClean = recommendation === 'approve';
  const approval = approvalFor(pack, award, { evidenceWaived: false, signalsClean });
  const provisional = provisionalTerms(pack, read, { award, calendar });
  const creditWhy = describeProvisional(pack, provisional, calendar);
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
    ownShare: moneyJson(run.ownShareMinor, pack),
    split: run.split,
    provisional,
    steps: [
      ...run.steps,
      { rule: 'provisional', before: awardJson, after: awardJson, why: creditWhy },
      { rule: 'approval', before: awardJson, after: awardJson, why: approval.why },
    ],
    evidence,
    missingFacts: missing.map(({ fact }) => fact),
    signals: facts.signals,
    recommendation,
    approval,
    appeal: appealTerms(pack, read, { now, calendar }),
  };
}

interface Run {
  readonly lines: readonly RunningLine[];
  readonly steps: readonly AssessmentStep[];
  readonly openPoints: readonly Reason[];
  readonly missing: readonly MissingFact[];
  readonly ownShareMinor: bigint;
  readonly split: readonly SplitShare[];
}

function runAmountRules(pack: Pack, facts: ReadFacts, calendar: BusinessCalendar): Run {
  const steps: AssessmentStep[] = [];
  const openPoints: Reason[] = [];
  const missing: MissingFact[] = [];
  let lines = atStart(facts);
  let before = moneyJson(totalIn(pack, lines), pack);
  let ownShareMinor = 0n;
  let split: readonly SplitShare[] = [];
  for (const { name, apply } of AMOUNT_RULES) {
    const isReached = lines.some(({ isRefused }) => !isRefused);
    const outcome = isReached
      ? apply({ pack, facts, calendar, lines })
      : { lines, why: NOT_REACHED };
    const after = outcome.lines === lines ? before : moneyJson(totalIn(pack, outcome.lines), pack);
    steps.push({ rule: name, before, after, why: outcome.why });
    openPoints.push(...(outcome.openPoints ?? []));
    missing.push(...(outcome.missing ?? []));
    ownShareMinor += outcome.ownShareMinor ?? 0n;
    split = outcome.split ?? split;
    lines = outcome.lines;
    before = after;
  }
  return { lines, steps, openPoints, missing, ownShareMinor, split };
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
function totalIn({ currency }: Pack, lines: readonly RunningLine[]): bigint {
  const isForeign = lines.some(({ line }) => line.currency !== currency);
  return totalOf(isForeign ? lines.filter(({ line }) => line.currency === currency) : lines);
}

function evidenceOf(pack: Pack, facts: AssessmentFacts, read: ReadFacts): EvidenceState[] {
  const claim = {
    claimedMinor: totalIn(pack, atStart(read)),
    circumstances: facts.circumstances ?? [],
    refuted: facts.refuted ?? [],
    eventAt: (name: Parameters<typeof eventAt>[0]) => eventAt(name, read),
  };
  return evidenceChecklist(pack, claim, facts.evidence, []);
}

/** Circumstances of the facts of which the pack does not speak: misspelt, or those of another. */
function undeclaredIn({ circumstances }: Pack, facts: AssessmentFacts): string[] {
  const named = [facts, ...facts.lines].flatMap((about) => [
    ...(about.circumstances ?? []),
    ...(about.refuted ?? []),
  ]);
  return [...new Set(named)].filter((id) => circumstances.every((known) => known.id !== id));
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

function distinctFacts(missing: readonly MissingFact[]): MissingFact[] {
  return [...new Map(missing.map((fact) => [fact.fact, fact])).values()];
}

function moneyJson(amountMinor: bigint, pack: Pack): MoneyJson {
  return Money.of(amountMinor, pack.currency).toJson();
}
