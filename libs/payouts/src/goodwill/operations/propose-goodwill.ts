import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimingQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { payeeKey } from '../../domain/payout-payee';
import { approvalsFor, goodwillDigest } from '../domain/goodwill';
import type { GoodwillGround, GrantedPromise } from '../domain/goodwill';
import { amountUnlike, goodwillWaits, nothingLate } from '../domain/goodwill-refusals';
import { GoodwillQueries } from '../goodwill.queries';
import type { JudgedGoodwill } from '../goodwill.queries';
import { GoodwillGrantEntity } from '../persistence/goodwill-grant.entity';
import { requireGrantable } from '../require-grantable';
import { GrantGoodwill } from './grant-goodwill';

export interface NewGoodwill {
  readonly claimId: string;
  readonly ground: GoodwillGround;
  /** How much, for goodwill; null for lateness, of which the pack says it. */
  readonly money: Money | null;
  /** The claimant is told it. */
  readonly reason: string;
}

/** How much it is, and for which broken promises. */
interface Sum {
  readonly money: Money;
  readonly promises: GrantedPromise[];
}

/**
 * One person of the staff gives a claimant money beside the award: goodwill, or what the pack pays
 * because a promise was not kept in time. Up to the pack's limit it is granted at once; what is
 * more waits for another person.
 */
@Injectable()
export class ProposeGoodwill {
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
   * Refuses whoever claims (`claim.own_hand`), what `requireGrantable` refuses, a second one while
   * one waits (`goodwill.waits`), an amount where the pack says it and none where it does not
   * (`goodwill.amount_unlike`), and lateness for which nothing is left (`goodwill.nothing_late`).
   */
  async run(tx: Tx, actor: Actor, input: NewGoodwill): Promise<GoodwillGrantEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    await this.claiming.requireNoHand(tx, claim, actor);
    requireGrantable(claim);
    const known = await this.goodwill.ofClaim(tx, claim);
    if (known.some(({ state }) => state === 'waiting')) throw goodwillWaits();
    const sum = await this.sumOf(tx, claim, input, known);
    const limitMinor = await this.goodwill.aloneLimitMinor(tx, claim);
    const approvalsRequired = approvalsFor(sum.money.amountMinor, {
      aloneMinor: grantedAlone(known),
      limitMinor,
    });
    const grant = await this.keep(tx, actor, claim, { ...input, ...sum, approvalsRequired });
    if (approvalsRequired === 0) {
      await this.grantGoodwill.run(tx, actor, claim, grant);
    } else {
      // The claimant is told once it is certain; until then the claim says who looks at it.
      const change = { actor, command: 'pay_goodwill', nextStep: 'pay_goodwill' } as const;
      await this.changeClaim.apply(tx, claim, change);
    }
    return grant;
  }

  private async sumOf(
    tx: Tx,
    claim: ClaimEntity,
    { ground, money }: NewGoodwill,
    known: readonly JudgedGoodwill[],
  ): Promise<Sum> {
    if (ground === 'goodwill') {
      if (money?.currency !== claim.currency || !money.isPositive()) throw amountUnlike(money);
      return { money, promises: [] };
    }
    if (money !== null) throw amountUnlike(money);
    const late = await this.goodwill.late(tx, claim, { known, now: this.clock.now() });
    if (late.length === 0) throw nothingLate();
    return {
      money: Money.of(
        late.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
        claim.currency,
      ),
      promises: late.map(({ clock, days, amountMinor }) => ({
        ...{ clock, days, amountMinor: amountMinor.toString() },
      })),
    };
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    given: NewGoodwill & Sum & Pick<GoodwillGrantEntity, 'approvalsRequired'>,
  ): Promise<GoodwillGrantEntity> {
    const { ground, money, promises, reason, approvalsRequired } = given;
    const { lane, id: claimId } = claim;
    const payee = payeeKey(claim.payoutMethod);
    const grant: GoodwillGrantEntity = {
      ...{ lane, id: newId('gwl', lane), claimId, ground, promises, reason, approvalsRequired },
      currency: money.currency,
      amountMinor: money.amountMinor,
      payeeKey: payee,
      digest: goodwillDigest({ claimId, ground, money, promises, reason, payee }),
      proposedBy: actor.id,
      proposedByPerson: actor.personId,
      proposedAt: this.clock.now(),
    };
    await tx.insert(GoodwillGrantEntity, { ...grant });
    await this.audit.record(tx, {
      ...{ lane, actor, action: 'goodwill.proposed', objectId: claimId, reason },
      facts: { grantId: grant.id, ground, money: money.toJson(), approvalsRequired },
    });
    return grant;
  }
}

/** What single persons granted on the claim without another one, in minor units. */
function grantedAlone(known: readonly JudgedGoodwill[]): bigint {
  return known
    .filter(({ grant }) => grant.approvalsRequired === 0)
    .reduce((sum, { grant }) => sum + grant.amountMinor, 0n);
}
