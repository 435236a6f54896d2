import { Not } from 'typeorm';

import { DomainError, isId, laneOfId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { requireFittingLine } from './domain/stated-evidence';
import type { EvidenceLine, ProvablePayout, ProvenOutcome } from './domain/stated-evidence';
import type { EvidenceKind } from './domain/resolution';
import { PayoutEntity } from './persistence/payout.entity';

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
  requireFittingLine(payout, outcome, isId(id, 'stl') ? await lineOf(tx, id, payout) : null);
}

/**
 * A rail gives a number to one transfer: one that proves another payout proves nothing here
 * (`payout.transfer_of_other`).
 */
export async function requireOwnTransfer(
  tx: Tx,
  { rail, id }: Pick<PayoutEntity, 'rail' | 'id'>,
  railTransferId: string | null,
): Promise<void> {
  if (railTransferId === null) return;
  if (!(await tx.existsBy(PayoutEntity, { rail, railTransferId, id: Not(id) }))) return;
  throw new DomainError(
    'unprocessable',
    'payout.transfer_of_other',
    {
      en: 'This number of a transfer is that of another payout over the same rail. Look up the number of this payout at the rail or in its statement.',
      'zh-CN': '该流水号属于同一通道的另一笔付款。请在通道后台或对账单中核对本笔付款的流水号。',
    },
    { field: 'transferId', saw: railTransferId },
  );
}

/** Whether people have ended a payout on the word of this line. */
export async function isGoneBy(tx: Tx, lineId: string): Promise<boolean> {
  const [row] = await tx.query<{ gone: boolean }[]>(
    'SELECT line_proves_other($1, NULL, NULL) AS gone',
    [lineId],
  );
  return row?.gone === true;
}

async function lineOf(
  tx: Tx,
  id: string,
  { id: payoutId }: ProvablePayout,
): Promise<EvidenceLine | null> {
  const [row] = await tx.query<(Omit<EvidenceLine, 'amountMinor'> & { amount: string })[]>(
    `SELECT line.rail, line.currency, line.amount_minor::text AS amount, line.direction, line.kind, line.key,
            line_proves_other(line.id, $2::smallint, $3) AS "provesOther",
            line_is_in_suspense(line.id) AS "isInSuspense",
            (SELECT sent.id FROM payouts sent
              WHERE sent.rail = line.rail AND sent.rail_transfer_id = line.transfer_id
              ORDER BY sent.id DESC LIMIT 1) AS "transferOf",
            (SELECT split_part(match.cause_id, '/', 1) FROM standing_matches match
              WHERE match.line_id = line.id) AS "matchedCause"
       FROM statement_lines line
      WHERE line.id = $1 AND NOT EXISTS (SELECT FROM withdrawn_statements gone
         WHERE gone.statement_id = line.statement_id)`,
    [id, laneOfId(payoutId), payoutId],
  );
  if (row === undefined) return null;
  const { amount, ...line } = row;
  return { ...line, amountMinor: BigInt(amount) };
}
