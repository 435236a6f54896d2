import { Injectable } from '@nestjs/common';

import {
  AskClaimant,
  AssignOwner,
  ChangeClaim,
  EndWaiting,
  clocksAfterWaiting,
  clocksAtCompletion,
  endClocks,
} from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';
import type { Assessment } from '@app/programs';

import { REVIEW_TEXTS } from '../domain/review-texts';

/** What the assessment leaves behind on the claim that is handed on. */
export interface HandedOn {
  readonly assessment: Pick<Assessment, 'eligible'>;
  readonly reserveMinor: bigint;
}

/** Hands an assessed claim on: to the claimant for what is missing, or else to a reviewer. */
@Injectable()
export class HandOnClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly assignOwner: AssignOwner,
    private readonly askClaimant: AskClaimant,
    private readonly endWaiting: EndWaiting,
    private readonly clock: Clock,
  ) {}

  /**
   * Nobody is asked for evidence of what the policy does not cover, nor for what they have said
   * they cannot give: a person looks at that. What people asked for is still waited for.
   */
  async run(tx: Tx, claim: ClaimEntity, { assessment, reserveMinor }: HandedOn): Promise<void> {
    const { items, isComplete } = await this.endWaiting.waiting(tx, claim);
    const set = { reserveMinor, ownerId: await this.assignOwner.run(tx, claim) };
    if (assessment.eligible && items.length > 0) {
      const ask = { command: 'ask_claimant', items, text: null, set } as const;
      await this.askClaimant.run(tx, SYSTEM, claim, ask);
    } else await this.handToReviewer(tx, claim, { isComplete, set });
  }

  private async handToReviewer(
    tx: Tx,
    claim: ClaimEntity,
    { isComplete, set }: { readonly isComplete: boolean; readonly set: SetOnClaim },
  ): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'hand_to_reviewer',
      to: 'in_review',
      nextStep: 'review',
      set,
      clocks: (facts, rules) => {
        const at = this.clock.now();
        const moved = isComplete ? clocksAtCompletion : clocksAfterWaiting;
        return [...endClocks(['forward'], facts, { kind: 'met', at }), ...moved(at, facts, rules)];
      },
      event: { kind: 'claim.in_review', summary: REVIEW_TEXTS.inReview },
    });
  }
}

type SetOnClaim = Pick<ClaimEntity, 'reserveMinor' | 'ownerId'>;
