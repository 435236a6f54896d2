import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { canonicalize } from 'json-canonicalize';

import { assess } from './domain/assess';
import type { Assessment, AssessmentFacts, LineFacts } from './domain/assessment';
import type { Pack } from './domain/pack';
import { PACKS_FOLDER, readPackFolder } from './read-pack-folder';

type ClaimFacts = Omit<AssessmentFacts, 'lines'>;

/** `<version>.cases.json`: what is usual, and per case what differs and what must come out. */
interface CasesFile {
  readonly usual: { readonly now: string; readonly facts: ClaimFacts; readonly line: LineFacts };
  readonly cases: readonly {
    readonly title: string;
    readonly facts?: Partial<ClaimFacts>;
    readonly lines?: readonly Partial<LineFacts>[];
    readonly expect: Record<string, unknown>;
  }[];
}

const casesPath = ({ packId, version }: Pack): string =>
  join(PACKS_FOLDER, packId, `${version}.cases.json`);

/** An assessment in the words of a cases file. */
function outcomeOf(assessment: Assessment): Record<string, unknown> {
  const { eligible, award, lines, reasons, evidence, recommendation, approval } = assessment;
  return {
    eligible,
    award: award.amountMinor,
    lines: lines.map((line) => `${line.award.amountMinor} ${line.reasonCode}`),
    reasons: reasons.map(({ code }) => code),
    missing: evidence
      .filter(({ required, state }) => required && state === 'missing')
      .map(({ item }) => item),
    recommendation,
    approval: approval.tier,
  };
}

describe.each(readPackFolder(PACKS_FOLDER))('the pack $packId $version', (pack) => {
  // A pack without its cases fails here: nobody has said yet what it should do.
  const file = JSON.parse(readFileSync(casesPath(pack), 'utf8')) as CasesFile;
  it.each(file.cases)('$title', ({ facts, lines, expect: expected }) => {
    const given: AssessmentFacts = {
      ...file.usual.facts,
      ...facts,
      lines: (lines ?? [{}]).map((line) => ({ ...file.usual.line, ...line })),
    };
    const now = new Date(file.usual.now);
    const assessment = assess(pack, given, now);
    expect(outcomeOf(assessment)).toMatchObject(expected);
    expect(assessment.award.currency).toBe(pack.currency);
    expect(canonicalize(assess(pack, structuredClone(given), now))).toBe(
      canonicalize(JSON.parse(JSON.stringify(assessment))),
    );
  });
});
