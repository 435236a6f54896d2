import { Injectable } from '@nestjs/common';

import { ReverseBookings } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, isId, newId } from '@app/kernel';
import { AccountStanding, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { MatchWordEntity } from '../persistence/match-word.entity';
import { ReconciledBookEntity } from '../persistence/reconciled-book.entity';
import { StatementMatchEntity } from '../persistence/statement-match.entity';
import { bookLock, reconcileBookJob } from '../reconciliation.jobs';
import { matchNotFound, matchUndone } from '../reconciliation-refusals';
import { requireOthersMoney } from '../others-money';
import { personsSayingWith } from '../persons-saying';

/** How many persons undo a match: as many as match by hand. */
const PERSONS_NEEDED = 2;

export interface MatchUndoing {
  readonly matchId: string;
  readonly note: string;
}

export interface UndoneMatch {
  readonly match: StatementMatchEntity;
  /** How many persons still have to say the same. */
  readonly wordsMissing: number;
}

/**
 * Undoes a match on the word of two persons: line and booking are open again, and the two are not
 * matched by themselves any more. A fee that was booked for the line is reversed (E36), and not
 * booked again by itself. The match stays on record.
 */
@Injectable()
export class UndoMatch {
  constructor(
    private readonly standing: AccountStanding,
    private readonly reverseBookings: ReverseBookings,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `reconciliation.match_unknown`, `match_undone`, `said_already`, `own_money`. */
  async run(tx: Tx, actor: Actor, { matchId, note }: MatchUndoing): Promise<UndoneMatch> {
    await this.standing.require(tx, actor);
    const match = await lockMatch(tx, matchId);
    await requireOthersMoney(tx, actor, match.causeId);
    const { id: userId, personId } = actor;
    const said = await tx.findBy(MatchWordEntity, { matchId });
    const persons = await personsSayingWith(tx, actor, said);
    const word = { matchId, personId, userId, note, givenAt: this.clock.now() };
    await tx.insert(MatchWordEntity, word);
    const wordsMissing = Math.max(0, PERSONS_NEEDED - persons);
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, objectId: matchId, reason: note },
      action: wordsMissing > 0 ? 'match.undoing_proposed' : 'match.undone',
      facts: { lineId: match.lineId, journalId: match.journalId },
    });
    if (wordsMissing === 0) await this.undo(tx, actor, match, note);
    return { match, wordsMissing };
  }

  private async undo(
    tx: Tx,
    actor: Actor,
    match: StatementMatchEntity,
    reason: string,
  ): Promise<void> {
    const { rail, currency, lineId, causeId } = match;
    // What was booked for nothing but this line is wrong with it.
    if (causeId === lineId) {
      const wrong = { lane: HOUSE_LANE, keys: [`${lineId}/E21`], actorId: actor.id, reason };
      await this.reverseBookings.run(tx, wrong);
    }
    await tx.insert(StatementMatchEntity, {
      ...match,
      ...{ id: newId('mat', HOUSE_LANE), matchedBy: 'people', actorId: actor.id },
      ...{ matchedAt: this.clock.now(), undoesId: match.id },
    });
    await tx.update(ReconciledBookEntity, { rail, currency }, { isDue: true });
    await enqueue(tx, reconcileBookJob, { rail, currency });
  }
}

async function lockMatch(tx: Tx, id: string): Promise<StatementMatchEntity> {
  const seen = isId(id, 'mat') ? await tx.findOneBy(StatementMatchEntity, { id }) : null;
  if (seen?.undoesId !== null) throw matchNotFound();
  await tx.query(...bookLock(seen));
  if (await tx.existsBy(StatementMatchEntity, { undoesId: id })) throw matchUndone();
  return seen;
}
