import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import { SYSTEM, UnitOfWork } from '@app/platform';

import { AdjustReserve } from './adjust-reserve';
import { AssessFacts } from './assess-facts';
import { DecideAutomatically } from './decide-automatically';
import { HandOnClaim } from './hand-on-claim';

/** The automatic assessment of a claim; then it waits for evidence, for a person, or for money. */
@Injectable()
export class AssessClaim {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly assessFacts: AssessFacts,
    private readonly decideAutomatically: DecideAutomatically,
    private readonly adjustReserve: AdjustReserve,
    private readonly handOnClaim: HandOnClaim,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Safe to repeat and to run twice at once: the second run finds the claim assessed. What the
   * machine recommends is kept with the assessment, also where people decide, so that the two can
   * be compared later.
   */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      if (claim.status === 'received') {
        await this.changeClaim.apply(tx, claim, {
          actor: SYSTEM,
          command: 'assess',
          to: 'assessing',
        });
      }
      if (claim.status !== 'assessing') return;
      const assessment = await this.assessFacts.hold(tx, claim);
      const { held, assessed } = assessment;
      const verdict = await this.decideAutomatically.run(tx, claim, assessment);
      if (verdict === 'approved') return;
      const qaSample = verdict === 'sampled';
      const kept = await this.assessFacts.keep(tx, claim, assessed, { qaSample });
      await this.audit.record(tx, {
        lane: claim.lane,
        actor: SYSTEM,
        action: 'claim.assessed',
        objectId: claim.id,
        facts: {
          assessmentId: kept.id,
          recommendation: assessed.assessment.recommendation,
          ...(qaSample ? { qaSample } : {}),
        },
      });
      const lines = held.map(({ line }) => line);
      const reserveMinor = await this.adjustReserve.run(tx, claim, kept, lines);
      await this.handOnClaim.run(tx, claim, { assessment: assessed.assessment, reserveMinor });
    });
  }
}
