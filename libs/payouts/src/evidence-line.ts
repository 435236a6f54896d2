import { isId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { requireFittingLine } from './domain/stated-evidence';
import type { EvidenceLine, ProvablePayout, ProvenOutcome } from './domain/stated-evidence';
import type { EvidenceKind } from './domain/resolution';

/** What somebody says became of a payout, and on what that stands. */
export interface EvidencedOutcome {
  readonly outcome: ProvenOutcome;
  readonly evidenceKind: EvidenceKind;
  readonly evidenceReference: string;
}

/**
 * A line of a statement that is named as evidence has to be there, and about this payout
 * (`resolution.evidence_unfit`). Other evidence is for people to look at.
 */
export async function requireEvidence(
  tx: Tx,
  payout: ProvablePayout,
  { outcome, evidenceKind, evidenceReference: id }: EvidencedOutcome,
): Promise<void> {
  if (evidenceKind !== 'statement_line') return;
  requireFittingLine(payout, outcome, isId(id, 'stl') ? await lineOf(tx, id) : null);
}

async function lineOf(tx: Tx, id: string): Promise<EvidenceLine | null> {
  const [row] = await tx.query<(Omit<EvidenceLine, 'amountMinor'> & { amount: string })[]>(
    `SELECT line.rail, line.currency, line.amount_minor::text AS amount, line.direction, line.key,
            (SELECT split_part(match.cause_id, '/', 1) FROM standing_matches match
              WHERE match.line_id = line.id) AS "matchedCause"
       FROM statement_lines line
      WHERE line.id = $1 AND NOT EXISTS (SELECT FROM withdrawn_statements gone
         WHERE gone.statement_id = line.statement_id)`,
    [id],
  );
  if (row === undefined) return null;
  const { amount, ...line } = row;
  return { ...line, amountMinor: BigInt(amount) };
}
