import { Injectable } from '@nestjs/common';

import { ChangeClaim } from '@app/claims';
import type { Actor, Tx } from '@app/platform';

import { fundPosition, withJournals } from '../domain/fund-position';
import type { FundPosition } from '../domain/fund-position';
import { FundQueries } from '../fund.queries';
import { PlanDecision } from './plan-decision';
import type { DecisionInput, DecisionPlan } from './plan-decision';

/** A decision that is shown, with what it would do to the fund. */
export interface ShownDecision extends DecisionPlan {
  readonly fund: { readonly before: FundPosition; readonly after: FundPosition };
}

/** Shows what a decision would be, book and leave in the fund; changes nothing. */
@Injectable()
export class ShowDecision {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly planDecision: PlanDecision,
    private readonly funds: FundQueries,
  ) {}

  /** Refuses what taking the decision would refuse. */
  async run(tx: Tx, actor: Actor, input: DecisionInput): Promise<ShownDecision> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const plan = await this.planDecision.run(tx, actor, claim, input);
    const before = await this.funds.netDebits(tx, claim.currency);
    const after = withJournals(before, plan.journals, claim.currency);
    return { ...plan, fund: { before: fundPosition(before), after: fundPosition(after) } };
  }
}
