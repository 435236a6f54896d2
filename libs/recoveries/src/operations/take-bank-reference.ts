import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { CASH, StatementLineEntity, WithdrawnStatementEntity } from '@app/payouts';
import type { Tx } from '@app/platform';

import { lineUnlike, moreThanLine, receivedAlready } from '../domain/receipt-refusals';
import type { ReceiptProof } from '../domain/receipt-proof';
import { lockReference } from '../lock-reference';
import { usedReferences } from '../used-references';
import { BankReferenceEntity } from '../persistence/bank-reference.entity';

/** For what a number of the bank is used, and what says that its money came. */
export interface UsedReference {
  /** The receipt, or the recovery and its step. */
  readonly usedBy: string;
  readonly recoveryId: string | null;
  readonly reference: string;
  readonly money: Money;
  readonly receivedAt: Date;
  readonly proof: ReceiptProof;
}

/**
 * Uses a number of the bank, so that its money is received once: one that two persons speak for
 * for one purpose, a line of a statement for no more than its amount.
 */
@Injectable()
export class TakeBankReference {
  constructor(private readonly clock: Clock) {}

  /**
   * Gives when the money came: a line says it itself. `receipt.recorded_already`,
   * `receipt.line_unlike`, `receipt.more_than_line`. The database refuses the same.
   */
  async run(tx: Tx, used: UsedReference): Promise<Date> {
    const { usedBy, recoveryId, reference, money, proof } = used;
    const rail = proof.by === 'break' ? proof.rail : CASH;
    await lockReference(tx, rail, reference);
    const known = await usedReferences(tx, rail, reference);
    const now = this.clock.now();
    const line = proof.by === 'line' ? await lineOf(tx, proof.lineId, used) : null;
    const other = known.find((one) => isOther(one, line));
    if (other !== undefined) throw receivedAlready(other.usedBy);
    const ofLine = known.filter(({ lineId }) => lineId !== null && lineId === line?.id);
    if (line !== null) requireLeft(line, ofLine, money);
    await tx.insert(BankReferenceEntity, {
      ...{ usedBy, rail, reference, recoveryId, takenAt: now },
      ...{ currency: money.currency, amountMinor: money.amountMinor },
      ...provenBy(proof),
    });
    if (line === null) return used.receivedAt;
    return line.bookedAt < now ? line.bookedAt : now;
  }
}

/**
 * Whether a number that was used leaves nothing of this line, or of what people say. Two lines are
 * told apart by their numbers as the bank writes them.
 */
function isOther(
  { lineId, reference }: BankReferenceEntity,
  line: StatementLineEntity | null,
): boolean {
  if (lineId === null || line === null) return true;
  return lineId !== line.id && reference === line.lineId;
}

function provenBy(
  proof: ReceiptProof,
): Pick<BankReferenceEntity, 'proposalId' | 'lineId' | 'breakId'> {
  return {
    proposalId: proof.by === 'persons' ? proof.proposalId : null,
    lineId: proof.by === 'line' ? proof.lineId : null,
    breakId: proof.by === 'break' ? proof.breakId : null,
  };
}

/** The line, as long as it is money that came to our own bank account, under this number. */
async function lineOf(
  tx: Tx,
  id: string,
  { reference, money }: UsedReference,
): Promise<StatementLineEntity> {
  const line = await tx.findOneBy(StatementLineEntity, { id });
  const isIt =
    line?.rail === CASH &&
    line.direction === 'in' &&
    line.currency === money.currency &&
    line.lineId === reference;
  if (!isIt) throw lineUnlike(id);
  const { statementId } = line;
  if (await tx.existsBy(WithdrawnStatementEntity, { statementId })) throw lineUnlike(id);
  const [matched] = await tx.query<object[]>(
    'SELECT FROM standing_matches WHERE line_id = $1 LIMIT 1',
    [id],
  );
  if (matched !== undefined) throw lineUnlike(id);
  return line;
}

function requireLeft(
  { currency, amountMinor }: StatementLineEntity,
  earlier: readonly BankReferenceEntity[],
  money: Money,
): void {
  const usedMinor = earlier.reduce((sum, one) => sum + one.amountMinor, 0n);
  const left = Money.of(amountMinor - usedMinor, currency);
  const [first] = earlier;
  if (first !== undefined && left.isZero()) throw receivedAlready(first.usedBy);
  if (money.isGreaterThan(left)) throw moreThanLine(money, left);
}
