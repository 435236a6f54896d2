import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError } from '@app/kernel';
import { SYSTEM } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { isSettledStatus } from '../domain/claim-lifecycle';
import { LATE_TEXTS } from '../domain/late-texts';
import { wasClosedUnanswered } from '../domain/silence';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssignOwner } from './assign-owner';
import { ChangeClaim } from './change-claim';
import { RemindClaimant } from './remind-claimant';
import { ReopenClaim } from './reopen-claim';

/**
 * What a message of the claimant does to their claim: they are silent no more, so that reminders
 * begin anew; a claim that was closed for want of an answer is open again; they are owed an answer,
 * for which one that is at rest waits, by a time.
 */
@Injectable()
export class HearClaimant {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly remindClaimant: RemindClaimant,
    private readonly reopenClaim: ReopenClaim,
    private readonly assignOwner: AssignOwner,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Never refuses: what somebody writes is received, whatever becomes of the claim. What was said
   * to a person of ours on the telephone needs no answer.
   */
  async run(
    tx: Tx,
    actor: Actor,
    { claimId, wantsAnswer }: { readonly claimId: string; readonly wantsAnswer: boolean },
  ): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, claimId);
    const timeline = await this.queries.timeline(tx, claim);
    await this.changeClaim.addEvent(tx, claim, actor, {
      kind: 'message.received',
      summary: LATE_TEXTS.heard,
    });
    if (claim.status === 'awaiting_claimant') await this.remindClaimant.plan(tx, claim);
    const heard = wasClosedUnanswered(claim.status, timeline)
      ? await this.reopen(tx, claim)
      : claim;
    return wantsAnswer ? this.oweAnswer(tx, heard) : heard;
  }

  /**
   * Somebody whom nobody knows was promised that a person looks at what they wrote. Where the claim
   * is at rest it waits for that; it stays as it is otherwise, and is opened for nobody.
   */
  async oweLook(tx: Tx, claimId: string): Promise<void> {
    const claim = await this.changeClaim.lock(tx, claimId);
    await this.oweAnswer(tx, claim);
  }

  /** A person of ours has written to the claimant: they wait for no answer any more. */
  async answered(tx: Tx, actor: Actor, claimId: string): Promise<void> {
    const claim = await this.changeClaim.lock(tx, claimId);
    await this.changeClaim.tendAnswer(tx, claim, null);
    if (claim.nextStep !== 'answer_message') return;
    await this.changeClaim.apply(tx, claim, { actor, command: 'answer_message', nextStep: null });
  }

  /** An obstacle to a payout, or what is late, brings a person to the claim anyway. */
  private async oweAnswer(tx: Tx, claim: ClaimEntity): Promise<ClaimEntity> {
    // The first of several messages counts: whoever writes again is not to wait from then.
    const since = claim.answerOwedAt ?? this.clock.now();
    await this.changeClaim.tendAnswer(tx, claim, since);
    if (claim.nextStep !== null || !isSettledStatus(claim.status)) return claim;
    const ownerId = await this.assignOwner.run(tx, claim);
    return this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'owe_answer',
      nextStep: 'answer_message',
      set: { ownerId },
    });
  }

  /** In a savepoint: when nothing of the claim is left to be looked at, the message is kept. */
  private async reopen(tx: Tx, claim: ClaimEntity): Promise<ClaimEntity> {
    const wish = { claimId: claim.id, reason: 'The claimant has answered.' };
    try {
      return await tx.transaction((inner) => this.reopenClaim.run(inner as Tx, SYSTEM, wish));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.changeClaim.addEvent(tx, claim, SYSTEM, {
        kind: 'claim.not_reopened',
        summary: LATE_TEXTS.notReopened(error.text),
      });
      await this.audit.record(tx, {
        lane: claim.lane,
        actor: SYSTEM,
        action: 'claim.not_reopened',
        objectId: claim.id,
        facts: { code: error.code },
      });
      return claim;
    }
  }
}
