import { Injectable } from '@nestjs/common';

import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Actor, Tx } from '@app/platform';

import { DecisionPlanner } from './decision-planner';
import type { DecisionInput, DecisionPlan } from './decision-planner';
import { fundPosition, withJournals } from '../domain/fund-position';
import type { FundPosition } from '../domain/fund-position';
import { FundQueries } from './fund.queries';

/** A decision that is shown, with what it would do to the fund. */
export interface ShownDecision extends DecisionPlan {
  readonly claim: ClaimEntity;
  readonly fund: { readonly before: FundPosition; readonly after: FundPosition };
}

/** Shows what a decision would be, book and leave in the fund; changes nothing. */
@Injectable()
export class DecisionPreview {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly planner: DecisionPlanner,
    private readonly funds: FundQueries,
  ) {}

  /** Refuses what taking the decision would refuse. */
  async of(tx: Tx, actor: Actor, input: DecisionInput): Promise<ShownDecision> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const plan = await this.planner.run(tx, actor, claim, input);
    const before = await this.funds.netDebits(tx, claim.currency);
    const after = withJournals(before, plan.journals, claim.currency);
    return { ...plan, claim, fund: { before: fundPosition(before), after: fundPosition(after) } };
  }
}
