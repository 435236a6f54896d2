import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Actor, Reads, Tx } from '@app/platform';
import { PackLibrary, evidenceChecklist } from '@app/programs';

import { assessClaimJob } from '../claims.jobs';
import { ClaimQueries } from '../claims.queries';
import { claimForEvidence } from '../domain/claim-for-evidence';
import { isUndecided } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { clocksAfterWaiting, clocksAtCompletion } from '../domain/clock-stages';
import { EVIDENCE_TEXTS } from '../domain/evidence-texts';
import { waitedFor } from '../domain/information-requests';
import { InformationQueries } from '../evidence/information.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';

/** What the claimant is waited for, and whether something of it is required and not on file. */
export interface Waiting {
  readonly items: readonly string[];
  readonly isComplete: boolean;
}

/** Goes on with a claim once the claimant is waited for no more. */
@Injectable()
export class EndWaiting {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly packs: PackLibrary,
    private readonly queries: ClaimQueries,
    private readonly information: InformationQueries,
    private readonly clock: Clock,
  ) {}

  async waiting(reads: Reads, claim: ClaimEntity): Promise<Waiting> {
    const pack = await this.packs.pinned(reads, claim);
    const asking = await this.information.asking(reads, claim);
    const asked = claimForEvidence(claim, {
      milestones: await this.queries.milestones(reads, claim),
      circumstances: await this.queries.circumstances(reads, claim),
    });
    const checklist = evidenceChecklist(pack, asked, [...asking.held], []);
    const isComplete = checklist.every(({ required, state }) => !required || state === 'received');
    return { items: waitedFor(asking, checklist), isComplete };
  }

  /**
   * To be called after every answer, with what was waited for before it. When nothing is left,
   * paused clocks run on, those that wait for complete documents start, and a claim that stood
   * still for it is assessed again; one that was decided before goes to its reviewer.
   */
  async run(tx: Tx, actor: Actor, claim: ClaimEntity, before: Waiting): Promise<void> {
    if (before.items.length === 0) return;
    const { items, isComplete } = await this.waiting(tx, claim);
    if (items.length > 0) return;
    const waited = claim.status === 'awaiting_claimant';
    const wasDecided = claim.decisionId !== null;
    const onward = wasDecided
      ? ({ to: 'in_review', nextStep: 'review' } as const)
      : ({ to: 'assessing', nextStep: 'assess' } as const);
    const moved = isComplete && isUndecided(claim.status) ? clocksAtCompletion : clocksAfterWaiting;
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'complete_evidence',
      ...(waited ? onward : {}),
      clocks: (facts, rules) => moved(this.clock.now(), facts, rules),
      event: isComplete
        ? { kind: 'evidence.complete', summary: CLAIM_TEXTS.documentsComplete }
        : { kind: 'information.complete', summary: EVIDENCE_TEXTS.allAnswered },
    });
    if (waited && !wasDecided) await enqueue(tx, assessClaimJob, { claimId: claim.id });
  }
}
