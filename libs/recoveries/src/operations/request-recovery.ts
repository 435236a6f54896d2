import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary, calendarOf, dueAt } from '@app/programs';

import { CounterpartyQueries } from '../counterparties.queries';
import { unknownCounterparty } from '../domain/receipt-refusals';
import { isBookedWhenAgreed, isOwedByClaimant } from '../domain/recovery';
import { cannotStep, counterpartyMissing, otherKind } from '../domain/recovery-refusals';
import { termOf } from '../domain/recovery-terms';
import type { RecoveryEntity } from '../persistence/recovery.entity';
import { ChangeRecovery } from './change-recovery';
import { MoveContributionClock } from './move-contribution-clock';

export interface RecoveryRequest {
  readonly recoveryId: string;
  /** Who is asked; may be left out where it is known. */
  readonly counterpartyId: string | null;
  readonly reference: string | null;
  readonly note: string | null;
}

/** Records that a counterparty was asked for its share: from now on its time runs. */
@Injectable()
export class RequestRecovery {
  constructor(
    private readonly changeRecovery: ChangeRecovery,
    private readonly moveClock: MoveContributionClock,
    private readonly counterparties: CounterpartyQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /** `recovery.counterparty_missing`, `counterparty.unknown`, `recovery.other_kind`. */
  async run(tx: Tx, actor: Actor, input: RecoveryRequest): Promise<RecoveryEntity> {
    const locked = await this.changeRecovery.lock(tx, actor, input.recoveryId);
    const { claim, recovery } = locked;
    // What the claimant owes is asked for by the word of two people, or as a credit ends.
    if (isOwedByClaimant(recovery.kind) || recovery.agreedMinor !== null) {
      throw cannotStep('request', recovery.status);
    }
    const counterpartyId = await this.counterparty(tx, recovery, input.counterpartyId);
    const pack = await this.packs.pinned(tx, claim);
    const now = this.clock.now();
    const term = termOf(pack, recovery.kind);
    const requested = await this.changeRecovery.apply(tx, locked, {
      actor,
      step: 'request',
      money: Money.of(recovery.requestedMinor, recovery.currency),
      reference: input.reference,
      note: input.note,
      set: {
        counterpartyId,
        status: 'requested',
        dueAt: dueAt(now, term, calendarOf(pack.calendar)),
      },
    });
    if (isBookedWhenAgreed(recovery.kind)) {
      await this.moveClock.run(tx, claim, { actor, name: 'contribution_requested', at: now });
    }
    return requested;
  }

  private async counterparty(
    tx: Tx,
    { kind, counterpartyId }: RecoveryEntity,
    named: string | null,
  ): Promise<string> {
    const id = named ?? counterpartyId;
    if (id === null) throw counterpartyMissing();
    const counterparty = await this.counterparties.byId(tx, id);
    if (counterparty === null) throw unknownCounterparty(id);
    if (counterparty.kind !== kind) throw otherKind(counterparty.kind, kind);
    return id;
  }
}
