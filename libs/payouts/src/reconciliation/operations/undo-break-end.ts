import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, isId } from '@app/kernel';
import { AccountStanding, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { BOOKED_ENDINGS } from '../domain/break-ending';
import { requireOthersMoney } from '../others-money';
import { personsSayingWith } from '../persons-saying';
import { BreakUndoWordEntity } from '../persistence/break-undo-word.entity';
import { ReconciledBookEntity } from '../persistence/reconciled-book.entity';
import { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { UndoneBreakEntity } from '../persistence/undone-break.entity';
import { bookLock, reconcileBookJob } from '../reconciliation.jobs';
import { breakNotFound, breakNotUndone, breakUndone } from '../reconciliation-refusals';
import type { EndedBreak } from './end-break';
import { ReverseEnding } from './reverse-ending';

/** How many persons take back how a break ended, whoever ended it. */
const PERSONS_NEEDED = 2;

export interface BreakUndoing {
  readonly breakId: string;
  readonly note: string;
}

/**
 * Takes back, on the word of two persons, an ending of a break that was booked: the booking is
 * reversed (E36), and the next comparison finds again what differs. The break stays on record.
 * Whoever takes back what went into suspense takes back the receipt in the same commit.
 */
@Injectable()
export class UndoBreakEnd {
  constructor(
    private readonly standing: AccountStanding,
    private readonly reverseEnding: ReverseEnding,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `reconciliation.break_unknown`, `not_undone`, `break_undone`, `said_already`, `own_money`. */
  async run(tx: Tx, actor: Actor, { breakId, note }: BreakUndoing): Promise<EndedBreak> {
    await this.standing.require(tx, actor);
    const found = await lockEnded(tx, breakId);
    await requireOthersMoney(tx, actor, found.payoutId);
    const { id: userId, personId } = actor;
    const said = await tx.findBy(BreakUndoWordEntity, { breakId });
    const persons = await personsSayingWith(tx, actor, said);
    const word = { breakId, personId, userId, note, givenAt: this.clock.now() };
    await tx.insert(BreakUndoWordEntity, word);
    const wordsMissing = Math.max(0, PERSONS_NEEDED - persons);
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, objectId: breakId, reason: note },
      action: wordsMissing > 0 ? 'break.undoing_proposed' : 'break.undone',
      facts: { how: found.howEnded, effectMinor: found.effectMinor.toString() },
    });
    if (wordsMissing === 0) await this.undo(tx, actor, found, note);
    return { found, wordsMissing };
  }

  private async undo(
    tx: Tx,
    actor: Actor,
    found: ReconciliationBreakEntity,
    reason: string,
  ): Promise<void> {
    const { rail, currency } = found;
    await this.reverseEnding.run(tx, actor, found, reason);
    await tx.update(ReconciledBookEntity, { rail, currency }, { isDue: true });
    await enqueue(tx, reconcileBookJob, { rail, currency });
  }
}

/** Under the lock of its account, as whoever ended it. */
async function lockEnded(tx: Tx, id: string): Promise<ReconciliationBreakEntity> {
  const found = isId(id, 'brk') ? await tx.findOneBy(ReconciliationBreakEntity, { id }) : null;
  if (found === null) throw breakNotFound();
  await tx.query(...bookLock(found));
  const ended = await tx.findOneByOrFail(ReconciliationBreakEntity, { id });
  if (!BOOKED_ENDINGS.some((how) => how === ended.howEnded)) throw breakNotUndone();
  if (await tx.existsBy(UndoneBreakEntity, { breakId: id })) throw breakUndone();
  return ended;
}
