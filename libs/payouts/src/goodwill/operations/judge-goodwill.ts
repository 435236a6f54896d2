import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimingQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { payeeKey } from '../../domain/payout-payee';
import { goodwillDigest } from '../domain/goodwill';
import { goodwillNotAwaited, outdatedGoodwill, ownGoodwill } from '../domain/goodwill-refusals';
import { GoodwillQueries } from '../goodwill.queries';
import type { JudgedGoodwill } from '../goodwill.queries';
import type { GoodwillGrantEntity } from '../persistence/goodwill-grant.entity';
import { GoodwillVerdictEntity } from '../persistence/goodwill-verdict.entity';
import { requireGrantable } from '../require-grantable';
import { GrantGoodwill } from './grant-goodwill';

export interface GoodwillVerdict {
  readonly claimId: string;
  readonly grantId: string;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/** The second pair of eyes on money beside the award: it is granted exactly so, or returned. */
@Injectable()
export class JudgeGoodwill {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly goodwill: GoodwillQueries,
    private readonly grantGoodwill: GrantGoodwill,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `approval.not_awaited` where nothing of this number waits, `approval.own_hand` for whoever
   * proposed it, by person, `approval.outdated` where the payee or what lateness comes to is
   * another one by now, and what `requireGrantable` refuses. It can be returned at any time.
   */
  async run(tx: Tx, actor: Actor, input: GoodwillVerdict): Promise<void> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    const known = await this.goodwill.ofClaim(tx, claim);
    const found = known.find(({ grant }) => grant.id === input.grantId);
    if (found?.state !== 'waiting') throw goodwillNotAwaited();
    const { grant } = found;
    if (input.verdict === 'approve')
      await this.requireApprovable(tx, actor, { claim, grant, known });
    await this.keep(tx, actor, grant, input);
    if (input.verdict === 'approve') {
      await this.grantGoodwill.run(tx, actor, claim, grant);
    } else if (claim.nextStep === 'pay_goodwill') {
      const change = { actor, command: 'pay_goodwill', nextStep: null } as const;
      await this.changeClaim.apply(tx, claim, change);
    }
  }

  private async requireApprovable(
    tx: Tx,
    actor: Actor,
    given: {
      readonly claim: ClaimEntity;
      readonly grant: GoodwillGrantEntity;
      readonly known: readonly JudgedGoodwill[];
    },
  ): Promise<void> {
    const { claim, grant, known } = given;
    if ((await personOf(tx, grant.proposedBy)) === actor.personId) throw ownGoodwill();
    requireGrantable(claim);
    const { claimId, ground, promises, reason } = grant;
    const money = Money.of(grant.amountMinor, grant.currency);
    const payee = payeeKey(claim.payoutMethod);
    const digest = goodwillDigest({ claimId, ground, money, promises, reason, payee });
    if (digest !== grant.digest) throw outdatedGoodwill();
    const others = known.filter((one) => one.grant.id !== grant.id);
    const late = await this.goodwill.late(tx, claim, { known: others, now: this.clock.now() });
    const isStillDue = promises.every(({ clock, amountMinor }) =>
      late.some((one) => one.clock === clock && one.amountMinor >= BigInt(amountMinor)),
    );
    if (!isStillDue) throw outdatedGoodwill();
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    { lane, id: grantId, claimId, digest, proposedByPerson }: GoodwillGrantEntity,
    { verdict, note }: GoodwillVerdict,
  ): Promise<void> {
    await tx.insert(GoodwillVerdictEntity, {
      ...{ lane, grantId, digest, proposedByPerson, verdict, note },
      approverId: actor.id,
      approverPerson: actor.personId,
      givenAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      ...{ lane, actor, objectId: claimId, reason: note },
      action: `goodwill.${verdict === 'approve' ? 'approved' : 'returned'}`,
      facts: { grantId },
    });
  }
}
