import type { ClaimStatus } from '@app/claims';
import type { Reads } from '@app/platform';
import type { AssessmentFacts, LaboratoryClaim } from '@app/programs';

/** Which claims are put before the packs that are compared. */
export interface ComparedSpan {
  /** Claims of these guarantees, in whatever version. */
  readonly packIds: readonly string[];
  /** Filed at or after, and before; `null` is open. */
  readonly from: Date | null;
  readonly to: Date | null;
}

/** A claim in one of these has no final decision, and holds a reserve. */
const UNDECIDED: readonly ClaimStatus[] = [
  'received',
  'assessing',
  'awaiting_claimant',
  'in_review',
  'awaiting_approval',
];

const CLAIMS_PER_READ = 200;

interface Row {
  readonly lane: number;
  readonly id: string;
  readonly reference: string;
  readonly isOpen: boolean;
  readonly facts: AssessmentFacts;
}

const WITHIN = `c.pack_id = ANY ($1::text[])
    AND c.filed_at >= coalesce($2::timestamptz, '-infinity')
    AND c.filed_at < coalesce($3::timestamptz, 'infinity')`;

/** How many claims there are, as far as progress wants to know it. */
export async function countClaims(reads: Reads, span: ComparedSpan): Promise<bigint> {
  const [row] = await reads.query<{ count: string }[]>(
    `SELECT count(*)::text AS count FROM claims c WHERE ${WITHIN}`,
    [span.packIds, span.from, span.to],
  );
  return BigInt(row?.count ?? 0);
}

/**
 * The claims of a span with the facts of their newest assessment, some at a time: memory does not
 * grow with the claims, and no transaction stays open. Of people it knows the reference only.
 */
export async function* comparedClaims(
  reads: Reads,
  span: ComparedSpan,
): AsyncGenerator<LaboratoryClaim[]> {
  let after = { lane: -1, id: '' };
  for (;;) {
    const rows = await reads.query<Row[]>(
      `SELECT c.lane, c.id, c.reference, c.status = ANY ($4::text[]) AS "isOpen", a.facts
         FROM claims c
         JOIN LATERAL (SELECT facts FROM assessments
                        WHERE lane = c.lane AND claim_id = c.id ORDER BY number DESC LIMIT 1) a ON true
        WHERE (c.lane, c.id) > ($5::smallint, $6) AND ${WITHIN}
        ORDER BY c.lane, c.id LIMIT $7`,
      [span.packIds, span.from, span.to, UNDECIDED, after.lane, after.id, CLAIMS_PER_READ],
    );
    yield rows.map(({ reference, isOpen, facts }) => ({ reference, isOpen, facts }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < CLAIMS_PER_READ) return;
    after = last;
  }
}
