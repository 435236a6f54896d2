import { once } from 'node:events';

import { DomainError } from '@app/kernel';
import type { Config, Reads } from '@app/platform';
import { PROGRAM_ENTITIES, PackComparison, readClaimLines, readLibrary } from '@app/programs';
import type { ComparedClaim, LaboratoryClaim, PackLibrary, RefusedClaim } from '@app/programs';
import { comparedClaims, requireSpan } from '@app/reports';

import { withInstallation } from '../open-installation';
import { comparisonCsvHeader, comparisonCsvLine } from '../programs/comparison-csv';
import { comparisonText } from '../programs/comparison-text';
import { namedPack } from '../programs/known-packs';
import type { Locale } from '../programs/locale';

export const COMPARISON_FORMATS = ['text', 'json', 'csv'] as const;
type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

export interface ComparisonWish {
  readonly a: string;
  readonly b: string;
  /** A file of JSON lines; without one the claims of the installation. */
  readonly claims: string | null;
  /** Of the installation's claims those filed at or after, and before; `null` is open. */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly format: ComparisonFormat;
  readonly locale: Locale;
  readonly now: Date;
}

/** `ganpei programs compare`: who would be paid more, less or later, and what it would cost. */
export async function runProgramsCompare(config: Config, wish: ComparisonWish): Promise<void> {
  requireSpan(wish);
  const packs = readLibrary(config.programs);
  if (wish.claims !== null) {
    await compare(packs, wish, claimsOfFile(wish.claims));
    return;
  }
  await withInstallation(
    config,
    async (reads) => {
      await packs.refresh(reads);
      await compare(packs, wish, claimsOfDatabase(reads, packs, wish));
    },
    PROGRAM_ENTITIES,
  );
}

async function compare(
  packs: PackLibrary,
  { a, b, format, locale, now }: ComparisonWish,
  claims: AsyncIterable<LaboratoryClaim | RefusedClaim>,
): Promise<void> {
  const comparison = new PackComparison(namedPack(a, packs, now), namedPack(b, packs, now));
  if (format === 'csv') process.stdout.write(comparisonCsvHeader());
  for await (const claim of claims) {
    const compared = takeInto(comparison, claim);
    if (format === 'csv') await write(comparisonCsvLine(compared));
  }
  const result = comparison.result();
  if (format === 'text') process.stdout.write(`${comparisonText(result, locale)}\n`);
  if (format === 'json') process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

function takeInto(
  comparison: PackComparison,
  claim: LaboratoryClaim | RefusedClaim,
): ComparedClaim | RefusedClaim {
  if ('facts' in claim) return comparison.take(claim);
  comparison.refuse(claim);
  return claim;
}

/** Waits for a slow reader of our output: otherwise all of it would stand in memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

async function* claimsOfFile(path: string): AsyncGenerator<LaboratoryClaim | RefusedClaim> {
  yield* readClaimLines(path);
}

async function* claimsOfDatabase(
  reads: Reads,
  packs: PackLibrary,
  { a, b, from, to, now }: ComparisonWish,
): AsyncGenerator<LaboratoryClaim> {
  const packIds = [a, b].map((name) => namedPack(name, packs, now).packId);
  for await (const claims of comparedClaims(reads, { packIds, from, to })) yield* claims;
}

/** Exactly one source of claims: a command that reads both would count some of them twice. */
export function requireOneSource(claims: string | undefined, fromDatabase: boolean): void {
  if ((claims !== undefined) !== fromDatabase) return;
  throw new DomainError('invalid', 'programs.claims_unclear', {
    en: 'Say where the claims come from: --claims FILE or --from-database, one of the two.',
    'zh-CN': '请指明索赔来源：--claims FILE 或 --from-database，二者择一。',
  });
}
