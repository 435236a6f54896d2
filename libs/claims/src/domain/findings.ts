import type { AssessmentFacts, LineFacts } from '@app/programs';

/** What somebody found out about a claim, or about one payment of it. */
export interface RecordedFinding {
  readonly finding: string;
  /** Null when it is about the claim as a whole. */
  readonly lineId: string | null;
  /** Minor units, basis points, a kind of claimant, or `true` and `false`, as text. */
  readonly value: string;
}

/** Exclusions are found one by one: `exclusions.own_transfer`. */
export const EXCLUSION_PREFIX = 'exclusions.';

type ClaimFindings = Pick<AssessmentFacts, 'exclusions' | 'fundsFoundMinor'>;
type LineFindings = Pick<
  LineFacts,
  'crossBorder' | 'purchasePriceMinor' | 'feesMinor' | 'damageBp'
>;

/** The newest finding of each kind about one line, or (null) about the claim as a whole. */
function newestOf(
  lineId: string | null,
  findings: readonly RecordedFinding[],
): ReadonlyMap<string, string> {
  const about = findings.filter((record) => record.lineId === lineId);
  return new Map(about.map(({ finding, value }) => [finding, value]));
}

/** What was found about the claim, as facts; a field of which nothing was found is left out. */
export function claimFindings(findings: readonly RecordedFinding[]): ClaimFindings {
  const newest = newestOf(null, findings);
  const exclusions = [...newest]
    .filter(([finding, value]) => finding.startsWith(EXCLUSION_PREFIX) && value === 'true')
    .map(([finding]) => finding.slice(EXCLUSION_PREFIX.length))
    .sort();
  const fundsFoundMinor = newest.get('fundsFoundMinor');
  return {
    ...(exclusions.length === 0 ? {} : { exclusions }),
    ...(fundsFoundMinor === undefined ? {} : { fundsFoundMinor }),
  };
}

/** What was found about one payment, as facts of its line. */
export function lineFindings(lineId: string, findings: readonly RecordedFinding[]): LineFindings {
  const newest = newestOf(lineId, findings);
  const crossBorder = newest.get('crossBorder');
  const purchasePriceMinor = newest.get('purchasePriceMinor');
  const feesMinor = newest.get('feesMinor');
  const damageBp = newest.get('damageBp');
  return {
    ...(crossBorder === undefined ? {} : { crossBorder: crossBorder === 'true' }),
    ...(purchasePriceMinor === undefined ? {} : { purchasePriceMinor }),
    ...(feesMinor === undefined ? {} : { feesMinor }),
    ...(damageBp === undefined ? {} : { damageBp: Number(damageBp) }),
  };
}

/** What the claimant is: what was found, or else what was said at filing. */
export function foundClaimantKind(said: string, findings: readonly RecordedFinding[]): string {
  return newestOf(null, findings).get('claimantKind') ?? said;
}
