import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { SYSTEM, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { ClaimQueries } from '../claims.queries';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { breakClocks } from '../domain/clock-moves';
import { pendingBreaches } from '../domain/clocks';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AssignOwner } from './assign-owner';
import { ChangeClaim } from './change-claim';

const ASSIGNED = { kind: 'claim.assigned', summary: CLAIM_TEXTS.assigned };

/**
 * Records the promises of a claim that are broken by now, once, together with what follows from
 * them: somebody owns the claim, it comes before others, the next step says what the pack calls
 * for, and the timeline says it in words. No machine pays, refuses or closes for that reason.
 */
@Injectable()
export class BreakClocks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly assignOwner: AssignOwner,
    private readonly queries: ClaimQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat and to run twice at once: the second run finds nothing broken. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction((tx) => this.within(tx, claimId));
  }

  /** The same in a transaction of the caller's, with whatever else is one commit with it. */
  async within(tx: Tx, claimId: string): Promise<void> {
    const claim = await this.changeClaim.lock(tx, claimId);
    const now = this.clock.now();
    const [next] = pendingBreaches(await this.queries.clockFacts(tx, claim));
    if (next !== undefined && next.at < now) await this.breach(tx, claim, now);
    else await this.changeClaim.tendClocks(tx, claim, next?.at ?? null);
  }

  private async breach(tx: Tx, claim: ClaimEntity, now: Date): Promise<void> {
    let effects: readonly string[] = [];
    const from = claim.ownerId;
    const ownerId = await this.assignOwner.run(tx, claim);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'break_clocks',
      set: {
        ownerId,
        escalatedAt: claim.escalatedAt ?? now,
      },
      clocks: (facts, rules) => {
        const added = breakClocks(facts, rules, now);
        effects = added
          .filter(({ kind }) => kind === 'breached')
          .map(({ clock, reason }) => `${clock}: ${String(reason)}`);
        return added;
      },
      ...(from === null || from === ownerId ? {} : { event: ASSIGNED }),
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'clock.breached',
      objectId: claim.id,
      facts: { effects, ...(from === ownerId ? {} : { from, to: ownerId }) },
    });
  }
}
