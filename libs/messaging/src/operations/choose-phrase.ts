import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, laneOfSeed } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { suitablePhrase } from '../domain/phrase';
import { ClaimantPhraseEntity } from '../persistence/claimant-phrase.entity';

/** Keeps the phrase by which a claimant knows our messages: it stands in each of them. */
@Injectable()
export class ChoosePhrase {
  constructor(
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** For the claimant who acts. Refuses what `suitablePhrase` refuses; the trail has no words. */
  async run(
    tx: Tx,
    actor: Actor & { readonly partyId: string },
    typed: string,
  ): Promise<ClaimantPhraseEntity> {
    const { partyId } = actor;
    const chosen: ClaimantPhraseEntity = {
      lane: laneOfSeed(partyId),
      partyId,
      phrase: suitablePhrase(typed),
      chosenAt: this.clock.now(),
    };
    await tx.upsert(ClaimantPhraseEntity, chosen, ['lane', 'partyId']);
    await this.audit.record(tx, {
      lane: chosen.lane,
      actor,
      action: 'phrase.chosen',
      objectId: actor.id,
    });
    return chosen;
  }
}
