import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { requireCommand } from '../domain/claim-lifecycle';
import { EVIDENCE_TEXTS } from '../domain/evidence-texts';
import { noSuchRequest, requireAnswerable } from '../domain/information-requests';
import { InformationQueries } from '../evidence/information.queries';
import { ClaimInformationAnswerEntity } from '../persistence/claim-information-answer.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { EndWaiting } from './end-waiting';

/** What the claimant cannot give, and why. */
export interface CannotGive {
  readonly item: string;
  readonly reason: string;
}

export interface InformationAnswer {
  readonly claimId: string;
  readonly requestId: string;
  readonly answers: readonly CannotGive[];
}

/** Takes the answer of a claimant who does not have what was asked for. */
@Injectable()
export class AnswerInformation {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly information: InformationQueries,
    private readonly endWaiting: EndWaiting,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends the waiting like a file does, when nothing else is open; a reviewer then waives the item
   * or decides without it. The same answer again changes nothing. Refuses what `requireAnswerable`
   * refuses, and any answer when nobody waits for one any more.
   */
  async run(tx: Tx, actor: Actor, input: InformationAnswer): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const items = (await this.information.items(tx, claim)).filter(
      ({ requestId }) => requestId === input.requestId,
    );
    if (items.length === 0) throw noSuchRequest();
    const given = await this.information.answers(tx, claim);
    const fresh = input.answers.filter(
      ({ item, reason }) => !given.some((one) => one.item === item && one.reason === reason),
    );
    if (fresh.length === 0) return claim;
    requireCommand('add_evidence', { status: claim.status, role: actor.role });
    const asking = await this.information.asking(tx, claim);
    const answered = fresh.map(({ item }) => requireAnswerable(item, items, asking));
    const before = await this.endWaiting.waiting(tx, claim);
    await this.insert(tx, claim, actor, fresh);
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'add_evidence',
      event: {
        kind: 'information.answered',
        summary: EVIDENCE_TEXTS.cannotGive(answered.map(({ label }) => label)),
      },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'information.answered',
      objectId: claim.id,
      facts: { requestId: input.requestId, items: fresh.map(({ item }) => item) },
    });
    await this.endWaiting.run(tx, actor, claim, before);
    return claim;
  }

  private async insert(
    tx: Tx,
    claim: ClaimEntity,
    actor: Actor,
    answers: readonly CannotGive[],
  ): Promise<void> {
    await tx.insert(
      ClaimInformationAnswerEntity,
      answers.map(({ item, reason }) => ({
        lane: claim.lane,
        claimId: claim.id,
        item,
        reason,
        answeredBy: actor.id,
        answeredByRole: actor.role,
        answeredAt: this.clock.now(),
      })),
    );
  }
}
