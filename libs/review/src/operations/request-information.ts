import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import {
  AskClaimant,
  ChangeClaim,
  ClaimQueries,
  InformationQueries,
  requireAskable,
  requireCommand,
  requireItem,
  requireNoHandIn,
} from '@app/claims';
import type { ClaimEntity, ClaimInformationRequestEntity } from '@app/claims';
import type { Actor, Reads, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { ReviewQueries } from '../review.queries';

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
    private readonly claims: ClaimQueries,
    private readonly information: InformationQueries,
    private readonly review: ReviewQueries,
    private readonly packs: PackLibrary,
    private readonly askClaimant: AskClaimant,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Refuses what the pack does not list, what `requireAskable` refuses, a claim that is not being
   * reviewed, and whoever filed it.
   */
  async run(tx: Tx, actor: Actor, wish: InformationWish): Promise<ClaimInformationRequestEntity> {
    const claim = await this.changeClaim.lock(tx, wish.claimId);
    requireNoHandIn(claim, actor);
    requireCommand('request_information', { status: claim.status, role: actor.role });
    const items = [...new Set(wish.items)];
    await this.requireAskable(tx, claim, items);
    const request = await this.askClaimant.run(tx, actor, claim, { items, text: wish.text });
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

  private async requireAskable(
    reads: Reads,
    claim: ClaimEntity,
    items: readonly string[],
  ): Promise<void> {
    const { evidence } = await this.packs.pinned(reads, claim);
    const asking = await this.information.asking(reads, claim);
    const files = await this.claims.evidence(reads, claim);
    const decision = await this.review.newestDecision(reads, claim);
    const waived = (decision?.evidenceWaivers ?? []).map(({ item }) => item);
    for (const item of items) {
      const { label } = requireItem(item, evidence);
      requireAskable({ item, label }, asking, { files, waived });
    }
  }
}
