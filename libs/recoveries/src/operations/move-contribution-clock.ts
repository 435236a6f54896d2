import { Injectable } from '@nestjs/common';

import { ChangeClaim, clocksAtMilestone } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

type ContributionEvent = 'contribution_requested' | 'contribution_received';

/** Starts or meets the clock of a claim by which another institution has to pay its share. */
@Injectable()
export class MoveContributionClock {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly packs: PackLibrary,
  ) {}

  /** The claim is locked. Nothing for a pack without such a clock, and on a closed claim. */
  async run(
    tx: Tx,
    claim: ClaimEntity,
    moved: { readonly actor: Actor; readonly name: ContributionEvent; readonly at: Date },
  ): Promise<void> {
    if (claim.status === 'closed') return;
    const { clocks } = await this.packs.pinned(tx, claim);
    if (!clocks.some(({ from }) => from === 'contribution_requested')) return;
    const { actor, name, at } = moved;
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'recover',
      clocks: (facts, rules) => clocksAtMilestone({ name, at }, facts, rules),
    });
  }
}
