import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE, isId } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { endingProblem, personsNeeded } from '../domain/break-ending';
import type { EndedByPeople, HowEnded } from '../domain/break-ending';
import { CASH } from '../domain/reconcilable';
import { BreakWordEntity } from '../persistence/break-word.entity';
import { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { bookLock } from '../reconciliation.jobs';
import { breakEnded, breakNotFound, cannotEndSo, notAgainst } from '../reconciliation-refusals';
import { isGoneBy } from '../../evidence-line';
import { requireOthersMoney } from '../others-money';
import { personsSayingWith } from '../persons-saying';
import { BringAllotment } from './bring-allotment';
import { MatchByHand } from './match-by-hand';

export interface BreakEnding {
  readonly breakId: string;
  readonly how: EndedByPeople;
  readonly note: string;
  /** The booking that a line is matched with, or the break that it is offset against. */
  readonly against: string;
}

export interface EndedBreak {
  readonly found: ReconciliationBreakEntity;
  /** How many persons still have to say the same. */
  readonly wordsMissing: number;
}

/**
 * Ends a break by what people say. Where money is written off, offset or matched by hand two
 * persons say exactly the same, and then it is done and booked in one commit; the database counts
 * them once more. Whoever puts money into suspense also records the receipt, in the same commit.
 */
@Injectable()
export class EndBreak {
  constructor(
    private readonly standing: AccountStanding,
    private readonly matchByHand: MatchByHand,
    private readonly bringAllotment: BringAllotment,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `reconciliation.*` says what stands in the way. */
  async run(tx: Tx, actor: Actor, ending: BreakEnding): Promise<EndedBreak> {
    await this.standing.require(tx, actor);
    const found = await lockBreak(tx, ending.breakId);
    const problem = endingProblem(ending.how, found.effectMinor);
    if (problem !== null) throw cannotEndSo(problem);
    if (ending.how === 'suspense') await requireUnknownMoney(tx, found);
    await requireOthersMoney(tx, actor, found.payoutId);
    const other = await this.otherOf(tx, found, ending);
    await requireOthersMoney(tx, actor, other?.payoutId ?? null);
    if (ending.how === 'matched') {
      const { entry } = await this.matchByHand.require(tx, { found, entryId: ending.against });
      await requireOthersMoney(tx, actor, entry.causeId);
    }
    const words = await this.say(tx, actor, ending);
    const wordsMissing = Math.max(0, personsNeeded(ending.how) - words);
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, objectId: found.id, reason: ending.note },
      action: wordsMissing > 0 ? 'break.end_proposed' : 'break.ended',
      facts: {
        how: ending.how,
        against: ending.against,
        effectMinor: found.effectMinor.toString(),
      },
    });
    if (wordsMissing > 0) return { found, wordsMissing };
    await this.settle(tx, actor, { found, ending });
    await this.end(tx, actor, found, ending);
    if (other !== null) await this.end(tx, actor, other, ending);
    return { found, wordsMissing };
  }

  /** The break that this one is offset against: together they are nothing. */
  private async otherOf(
    tx: Tx,
    found: ReconciliationBreakEntity,
    { how, against }: BreakEnding,
  ): Promise<ReconciliationBreakEntity | null> {
    if (how !== 'offset') return null;
    if (!isId(against, 'brk') || against === found.id) throw notAgainst();
    const other = await lockBreak(tx, against);
    const isOfBook = other.rail === found.rail && other.currency === found.currency;
    if (isOfBook && other.effectMinor === -found.effectMinor) return other;
    throw notAgainst();
  }

  /** Writes down what this person says, and counts who has said so. */
  private async say(tx: Tx, actor: Actor, ending: BreakEnding): Promise<number> {
    const { breakId, how, against, note } = ending;
    const word = { breakId, how, against };
    const persons = await personsSayingWith(tx, actor, await tx.findBy(BreakWordEntity, word));
    await tx.insert(BreakWordEntity, {
      ...{ ...word, personId: actor.personId, userId: actor.id, note },
      givenAt: this.clock.now(),
    });
    return persons;
  }

  private async settle(
    tx: Tx,
    actor: Actor,
    { found, ending }: { readonly found: ReconciliationBreakEntity; readonly ending: BreakEnding },
  ): Promise<void> {
    if (ending.how === 'matched') {
      await this.matchByHand.run(tx, actor, { found, entryId: ending.against });
      return;
    }
    const events = eventsOf(found, ending.how);
    if (events.length === 0) return;
    // On our own bank account only top-ups are looked at: what differs there is not ours to book.
    if (found.rail === CASH) throw notAgainst();
    if (found.effectMinor < 0n) {
      await this.bringAllotment.run(tx, Money.of(-found.effectMinor, found.currency));
    }
    await this.postEvents.run(tx, events, {
      ...{ lane: HOUSE_LANE, claimId: null, actor: actor.id },
      ...{ occurredAt: this.clock.now(), causeId: found.id },
    });
  }

  private async end(
    tx: Tx,
    actor: Actor,
    found: ReconciliationBreakEntity,
    { how, note }: { readonly how: HowEnded; readonly note: string },
  ): Promise<void> {
    const ended = { endedAt: this.clock.now(), howEnded: how, endedBy: actor.id, endNote: note };
    await tx.update(ReconciliationBreakEntity, { id: found.id }, ended);
    Object.assign(found, ended);
  }
}

/** Whose the money of a line is by which a payout was ended people have said already. */
async function requireUnknownMoney(tx: Tx, { lineId }: ReconciliationBreakEntity): Promise<void> {
  if (lineId !== null && (await isGoneBy(tx, lineId))) throw cannotEndSo('is_evidence');
}

/** Locks a break under the lock of its account, so that no comparison ends it meanwhile. */
export async function lockBreak(tx: Tx, id: string): Promise<ReconciliationBreakEntity> {
  const seen = isId(id, 'brk') ? await tx.findOneBy(ReconciliationBreakEntity, { id }) : null;
  if (seen === null) throw breakNotFound();
  await tx.query(...bookLock(seen));
  const found = await tx.findOneByOrFail(ReconciliationBreakEntity, { id });
  if (found.endedAt !== null) throw breakEnded();
  return found;
}

/** What ending a break books: by how much the statement has less, or more, than the books. */
function eventsOf(found: ReconciliationBreakEntity, how: EndedByPeople): AccountingEvent[] {
  const { rail, currency, effectMinor } = found;
  const money = Money.of(effectMinor < 0n ? -effectMinor : effectMinor, currency);
  switch (how) {
    case 'fee':
      return [{ code: 'E21', rail, money }];
    case 'written_off':
      return [{ code: 'E21', variant: 'written_off', rail, money }];
    case 'suspense':
      // It came in at the rail. What came in is a receipt (E26), which recoveries keeps.
      return [{ code: 'E22', source: 'operating_cash', rail, money }];
    case 'matched':
    case 'offset':
    case 'explained':
      return [];
  }
}
