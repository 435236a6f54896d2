import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { requireCommand } from '../domain/claim-lifecycle';
import { CLAIM_TEXTS } from '../domain/claim-texts';
import { endClocks } from '../domain/clock-moves';
import { clocksAtReturn } from '../domain/clock-stages';
import { LIFE_TEXTS } from '../domain/life-texts';
import { statusAtRest } from '../domain/status-at-rest';
import { OwedAward } from '../owed-award';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { EndAppeal } from './end-appeal';
import { ReleaseClaim } from './release-claim';

/**
 * Withdraws a claim at the claimant's wish, as long as nothing is approved. Of a claim that was
 * decided before and is open again only that is withdrawn: the earlier decision stands, and where
 * its money came back meanwhile, that is still owed.
 */
@Injectable()
export class WithdrawClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly releaseClaim: ReleaseClaim,
    private readonly endAppeal: EndAppeal,
    private readonly owedAward: OwedAward,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    tx: Tx,
    actor: Actor,
    input: { claimId: string; reason: string | null },
  ): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('withdraw', { status: claim.status, role: actor.role });
    const owedStep = await this.owedAward.step(tx, claim);
    const to = statusAtRest({ ...claim, isOwed: owedStep !== null });
    const isReturn = to !== 'withdrawn';
    await this.releaseClaim.run(tx, claim, {
      actor,
      lineStatus: isReturn ? 'denied' : 'withdrawn',
      // A claim is withdrawn once in each of its lives: the record that began it names the booking.
      causeId: claim.reopeningId ?? claim.id,
    });
    await this.endAppeal.run(tx, claim, null);
    const at = this.clock.now();
    const withdrawn = await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'withdraw',
      to,
      nextStep: owedStep,
      set: { reserveMinor: 0n },
      clocks: (facts, rules) =>
        isReturn
          ? clocksAtReturn(at, facts, rules)
          : endClocks('all', facts, { kind: 'stopped', at }),
      event: {
        kind: 'claim.withdrawn',
        summary: isReturn ? LIFE_TEXTS.reopeningWithdrawn : CLAIM_TEXTS.withdrawn,
      },
    });
    // Whoever sends reminders finds out when the first one of an account to be named is due.
    if (owedStep !== null) await this.changeClaim.tendReminder(tx, withdrawn, at);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.withdrawn',
      objectId: claim.id,
      ...(input.reason === null ? {} : { reason: input.reason }),
    });
    return withdrawn;
  }
}
