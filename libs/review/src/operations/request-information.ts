import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { AskClaimant, ChangeClaim, ClaimingQueries, requireCommand } from '@app/claims';
import type { ClaimInformationRequestEntity } from '@app/claims';
import type { Actor, Tx } from '@app/platform';

import { AskableItems } from '../askable-items';

export interface InformationWish {
  readonly claimId: string;
  /** Of the pinned pack's list. */
  readonly items: readonly string[];
  /** For the claimant, in whatever language they read. */
  readonly text: string;
}

/** Asks the claimant for what is not on file: each thing once, by the rule that asks for it. */
@Injectable()
export class RequestInformation {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly askableItems: AskableItems,
    private readonly askClaimant: AskClaimant,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Refuses what `AskableItems` refuses, a claim that is not being reviewed, and whoever claims.
   */
  async run(tx: Tx, actor: Actor, wish: InformationWish): Promise<ClaimInformationRequestEntity> {
    const claim = await this.changeClaim.lock(tx, wish.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    requireCommand('request_information', { status: claim.status, role: actor.role });
    const items = [...new Set(wish.items)];
    await this.askableItems.require(tx, claim, items);
    const request = await this.askClaimant.run(tx, actor, claim, {
      command: 'request_information',
      items,
      text: wish.text,
    });
    if (request === null) throw new Error('What may be asked for was never asked for before.');
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'information.requested',
      objectId: claim.id,
      facts: { requestId: request.id, items },
    });
    return request;
  }
}
