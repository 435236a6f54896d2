import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, DomainError } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { AppealQueries } from '../appeals.queries';
import { ClosedBooks } from '../closed-books';
import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { endClocks } from '../domain/clock-moves';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { CloseUnanswered } from './close-unanswered';

/**
 * Closes a claim that is paid, denied or withdrawn, when its books are at rest; and one whose
 * claimant did not answer, after two reminders.
 */
@Injectable()
export class CloseClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly closeUnanswered: CloseUnanswered,
    private readonly appeals: AppealQueries,
    private readonly closedBooks: ClosedBooks,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses a claim with an appeal that is still to be heard (`claim.appeal_waits`), one whose
   * claimant was promised an answer (`claim.answer_owed`) or objects (`claim.objection_waits`),
   * one with money that came back and is not shared yet (`claim.recovered_waits`) or with goodwill
   * that nobody has approved (`claim.goodwill_waits`), and what `requireUnanswered` refuses;
   * `claim.books_open` names the accounts on which something of the claim is left.
   */
  async run(
    tx: Tx,
    actor: Actor,
    input: { claimId: string; reason: string },
  ): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('close', { status: claim.status, role: actor.role });
    if ((await this.appeals.live(tx, claim)) !== null) throw appealWaits();
    if (claim.nextStep === 'answer_message') throw answerOwed();
    if (claim.nextStep === 'pay_recovered') throw recoveredWaits();
    if (claim.nextStep === 'pay_goodwill') throw goodwillToJudge();
    if (claim.nextStep === 'answer_objection') throw objectionWaits();
    const closed =
      claim.status === 'awaiting_claimant'
        ? await this.closeUnanswered.run(tx, actor, claim, input.reason)
        : await this.close(tx, actor, claim, input.reason);
    await this.closedBooks.require(tx, claim.id);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.closed',
      objectId: claim.id,
      reason: input.reason,
    });
    return closed;
  }

  private close(tx: Tx, actor: Actor, claim: ClaimEntity, reason: string): Promise<ClaimEntity> {
    return this.changeClaim.apply(tx, claim, {
      actor,
      command: 'close',
      to: 'closed',
      nextStep: null,
      clocks: (facts) => endClocks('all', facts, { kind: 'stopped', at: this.clock.now() }),
      event: { kind: 'claim.closed', summary: CLAIM_TEXTS.closed(reason) },
    });
  }
}

function recoveredWaits(): DomainError {
  return new DomainError('conflict', 'claim.recovered_waits', {
    en: 'Money of this loss has come back, and another person has to confirm first who gets which part of it. Then the claim can be closed.',
    'zh-CN': '该损失有款项追回，须先由另一人复核其分配，再结案。',
  });
}

function goodwillToJudge(): DomainError {
  return new DomainError('conflict', 'claim.goodwill_waits', {
    en: 'Somebody wants to pay something beside the award, and another person has to approve or return that first. Then the claim can be closed.',
    'zh-CN': '该索赔有待复核的补偿，须先由另一人批准或退回，再结案。',
  });
}

function objectionWaits(): DomainError {
  return new DomainError('conflict', 'claim.objection_waits', {
    en: 'The claimant has objected to what is asked back of them. Somebody answers that first; then the claim can be closed.',
    'zh-CN': '索赔人对退款要求提出了异议，须先答复，再结案。',
  });
}

function answerOwed(): DomainError {
  return new DomainError('conflict', 'claim.answer_owed', {
    en: 'Somebody has written on this claim, and was promised that we answer. Write to the claimant first; then the claim can be closed.',
    'zh-CN': '该索赔有来信待答复，且已承诺答复。请先致信索赔人，再结案。',
  });
}

function appealWaits(): DomainError {
  return new DomainError('conflict', 'claim.appeal_waits', {
    en: 'The claim cannot be closed: its appeal is heard next.',
    'zh-CN': '索赔不能结案：尚有申诉待处理。',
  });
}
