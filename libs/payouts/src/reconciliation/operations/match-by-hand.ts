import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { Clock, HOUSE_LANE, laneOfId, newId } from '@app/kernel';
import { SYSTEM } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { entryPlace, readBookEntry } from '../book-entries';
import type { BookEntry } from '../domain/reconcilable';
import { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { StatementLineEntity } from '../persistence/statement-line.entity';
import { StatementMatchEntity } from '../persistence/statement-match.entity';
import { notAgainst } from '../reconciliation-refusals';

/** The line of a break, and the booking that people say is the same money. */
export interface HandMatch {
  readonly found: ReconciliationBreakEntity;
  readonly entryId: string;
}

interface FittingMatch {
  readonly lineId: string;
  readonly entry: BookEntry;
  readonly place: { readonly journalId: string; readonly journalLine: number };
}

/** Matches a line with a booking on the word of people: open, of the same money and direction. */
@Injectable()
export class MatchByHand {
  constructor(private readonly clock: Clock) {}

  /** `reconciliation.not_against` for what does not fit. */
  async require(tx: Tx, { found, entryId }: HandMatch): Promise<FittingMatch> {
    const { lineId, rail, currency } = found;
    const place = entryPlace(entryId);
    if (lineId === null || found.journalId !== null || place === null) throw notAgainst();
    const line = await tx.findOneByOrFail(StatementLineEntity, { id: lineId });
    const entry = await readBookEntry(tx, { rail, currency }, place);
    if (entry?.amountMinor !== line.amountMinor || entry.direction !== line.direction) {
      throw notAgainst();
    }
    return { lineId, entry, place };
  }

  /** Once enough persons have said so; the break of the booking ends with it. */
  async run(tx: Tx, actor: Actor, match: HandMatch): Promise<void> {
    const { lineId, entry, place } = await this.require(tx, match);
    const { rail, currency } = match.found;
    await tx.insert(StatementMatchEntity, {
      ...{ id: newId('mat', HOUSE_LANE), lineId, rail, currency, ...place },
      ...{ journalLane: laneOfId(place.journalId), kind: entry.kind, causeId: entry.causeId },
      ...{ matchedBy: 'people', actorId: actor.id, matchedAt: this.clock.now(), undoesId: null },
    });
    await tx.update(
      ReconciliationBreakEntity,
      { ...place, rail, endedAt: IsNull() },
      { endedAt: this.clock.now(), howEnded: 'resolved', endedBy: SYSTEM.id },
    );
  }
}
