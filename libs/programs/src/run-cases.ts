import casesSchema from '../packs/cases.schema.json';
import { repeatedTitles, undeclaredCircumstances } from './case-names';
import { problem } from './checks/pack-problem';
import type { PackProblem } from './checks/pack-problem';
import { shapeCheck } from './checks/shape-problems';
import { clockDifferences } from './clock-cases';
import type { CaseHistory, ExpectedClock } from './clock-cases';
import { assess } from './domain/assess';
import type { Assessment, AssessmentFacts, LineFacts, RuleName } from './domain/assessment';
import type { Pack } from './domain/pack';
import { readFacts } from './domain/read-facts';

import { DomainError } from '@app/kernel';

type ClaimFacts = Omit<AssessmentFacts, 'lines'>;

/** An assessment in the words of a cases file. Amounts are digits of minor units. */
export interface CaseOutcome {
  readonly eligible: boolean;
  readonly award: string;
  readonly ownShare: string;
  /** Per line the award and its reason: `990000 excess.applied`. */
  readonly lines: readonly string[];
  /** What each rule left. */
  readonly after: Readonly<Partial<Record<RuleName, string>>>;
  readonly reasons: readonly string[];
  readonly missing: readonly string[];
  readonly missingFacts: readonly string[];
  readonly recommendation: string;
  readonly approval: string;
  /** Per party what it bears: `payee_psp 495000`. */
  readonly split: readonly string[];
  readonly provisional: {
    readonly dueAt: string | null;
    readonly amountMinor: string;
    readonly withholdUpToMinor: string;
  } | null;
  /** Per step the last moment of the claimant, or `open`. */
  readonly appeal: readonly string[];
}

/** `<version>.cases.json`: what is usual, and per case what differs and what must come out. */
export interface CasesFile {
  readonly usual: { readonly now: string; readonly facts: ClaimFacts; readonly line: LineFacts };
  readonly cases: readonly GoldenCase[];
}

/** One case; what has happened to its clocks (`events`, `pauses`) matters to these alone. */
export interface GoldenCase extends CaseHistory {
  readonly title: string;
  readonly facts?: Partial<ClaimFacts>;
  readonly lines?: readonly Partial<LineFacts>[];
  /** What is left out may be anything. */
  readonly expect: Partial<CaseOutcome> & { readonly clocks?: readonly ExpectedClock[] };
}

/** A place where a case came out otherwise than it says. */
export interface CaseDifference extends PackProblem {
  readonly title: string;
}

const checkShape = shapeCheck<CasesFile>(casesSchema);

/** Checks the shape of what somebody wrote as golden cases, and that each has its own title. */
export function checkCases(
  written: unknown,
): { readonly cases: CasesFile } | { readonly problems: readonly PackProblem[] } {
  const shape = checkShape(written);
  if ('problems' in shape) return shape;
  const problems = repeatedTitles(shape.is.cases);
  return problems.length > 0 ? { problems } : { cases: shape.is };
}

/**
 * Runs all golden cases of a pack: each place where one comes out otherwise than it says, with its
 * JSON path in the cases file (`$.cases[3].expect.award`). None means that the pack does what its
 * author expects. A case whose facts cannot be read is a difference too.
 */
export function runCases(pack: Pack, file: CasesFile): CaseDifference[] {
  if (Number.isNaN(Date.parse(file.usual.now))) return [noSuchTime(file.usual.now)];
  const { usual } = file;
  const unusual = undeclaredCircumstances(
    '$.usual',
    { facts: usual.facts, lines: [usual.line] },
    pack,
  ).map((found) => ({ ...found, title: '$.usual' }));
  const differing = file.cases.flatMap((one, index) => {
    const found = differencesOf(pack, file, { one, path: `$.cases[${String(index)}]` });
    return found.map((difference) => ({ ...difference, title: one.title }));
  });
  return [...unusual, ...differing];
}

function differencesOf(
  pack: Pack,
  file: CasesFile,
  { one, path }: { readonly one: GoldenCase; readonly path: string },
): PackProblem[] {
  const outcome = outcomeOfCase(pack, file, one);
  if ('refused' in outcome) return [{ path, text: outcome.refused.text }];
  const { clocks = [], ...expected } = one.expect;
  const facts = readFacts(factsOfCase(file, one));
  return [
    ...undeclaredCircumstances(path, one, pack),
    ...differences(`${path}.expect`, expected, outcome.is),
    ...clockDifferences(path, { ...one, clocks }, { pack, facts }),
  ];
}

function noSuchTime(now: string): CaseDifference {
  const found = problem(
    '$.usual.now',
    `We saw "${now}"; the calendar has no such time.`,
    `收到的是“${now}”；日历中没有这一时间。`,
  );
  return { ...found, title: '$.usual' };
}

/** The facts of one case: the usual ones, replaced field by field. */
export function factsOfCase({ usual }: CasesFile, { facts, lines }: GoldenCase): AssessmentFacts {
  return {
    ...usual.facts,
    ...facts,
    lines: (lines ?? [{}]).map((line) => ({ ...usual.line, ...line })),
  };
}

function outcomeOfCase(
  pack: Pack,
  file: CasesFile,
  one: GoldenCase,
): { readonly is: CaseOutcome } | { readonly refused: DomainError } {
  try {
    return { is: outcomeOf(assess(pack, factsOfCase(file, one), new Date(file.usual.now))) };
  } catch (error) {
    if (error instanceof DomainError) return { refused: error };
    throw error;
  }
}

function outcomeOf(assessment: Assessment): CaseOutcome {
  const { provisional } = assessment;
  return {
    eligible: assessment.eligible,
    award: assessment.award.amountMinor,
    ownShare: assessment.ownShare.amountMinor,
    lines: assessment.lines.map(({ award, reasonCode }) => `${award.amountMinor} ${reasonCode}`),
    after: Object.fromEntries(assessment.steps.map(({ rule, after }) => [rule, after.amountMinor])),
    reasons: assessment.reasons.map(({ code }) => code),
    missing: assessment.evidence
      .filter(({ required, state }) => required && state === 'missing')
      .map(({ item }) => item),
    missingFacts: assessment.missingFacts,
    recommendation: assessment.recommendation,
    approval: assessment.approval.tier,
    split: assessment.split.map(({ party, money }) => `${party} ${money.amountMinor}`),
    provisional: provisional && {
      dueAt: provisional.dueAt,
      amountMinor: provisional.money.amountMinor,
      withholdUpToMinor: provisional.withholdUpTo.amountMinor,
    },
    appeal: assessment.appeal.map(({ step, dueAt }) => `${step} ${dueAt ?? 'open'}`),
  };
}

/** Objects are compared by the fields that are expected, lists and values as a whole. */
function differences(path: string, expected: unknown, saw: unknown): PackProblem[] {
  if (isObject(expected) && isObject(saw)) {
    return Object.entries(expected).flatMap(([field, value]) =>
      differences(`${path}.${field}`, value, saw[field]),
    );
  }
  const [wanted, got] = [shown(expected), shown(saw)];
  if (wanted === got) return [];
  return [
    problem(path, `Expected ${wanted}, and ${got} came out.`, `预期 ${wanted}，结果是 ${got}。`),
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
