import { ChangeClaim, ClaimEntity, ClaimLineEntity } from '@app/claims';
import type { ClaimChange } from '@app/claims';
import type { Clock } from '@app/kernel';
import { Money } from '@app/money';
import type { Reads, Tx } from '@app/platform';

import { countContent } from '../../../libs/claims/src/domain/content-change';
import { statusAfter } from '../../../libs/claims/src/domain/claim-lifecycle';
import { AwardedPayments } from '../../../libs/payouts/src/awarded-payments';
import type { AwardedPayment } from '../../../libs/payouts/src/awarded-payments';
import { carriedMinor, isDead } from '../../../libs/payouts/src/domain/carried-award';
import { PayoutEntity } from '../../../libs/payouts/src/persistence/payout.entity';
import { ReorderQueries } from '../../../libs/payouts/src/reorder.queries';

/**
 * Changes claims by the real table of commands, and keeps neither clocks, due times nor timeline:
 * these are of no matter to a payout.
 */
export class BareChangeClaim extends ChangeClaim {
  constructor(private readonly now: Clock) {
    super(null as never, null as never, null as never, now);
  }

  override async apply(tx: Tx, claim: ClaimEntity, asked: ClaimChange): Promise<ClaimEntity> {
    const { nextStep = claim.nextStep, set = {}, ...change } = countContent(claim, asked);
    const status = statusAfter(change, { status: claim.status, role: change.actor.role });
    const changed = {
      ...set,
      ...{ status, nextStep, contentVersion: change.contentVersion },
      ...{ version: claim.version + 1, updatedAt: this.now.now() },
    };
    await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, changed);
    return Object.assign(claim, changed);
  }
}

/** The awards of a claim; packs, refunds and persons are tested where they are decided. */
export class BareAwardedPayments extends AwardedPayments {
  private readonly asked = new ReorderQueries();

  constructor() {
    super(...([] as unknown as ConstructorParameters<typeof AwardedPayments>));
  }

  override async obstacle(reads: Reads, claim: ClaimEntity): Promise<'resolve_payout' | null> {
    return (await this.asked.isContradicted(reads, claim)) ? 'resolve_payout' : null;
  }

  /** No provisional credits here. */
  override awaitsCredit(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override async of(reads: Reads, { lane, id: claimId }: ClaimEntity): Promise<AwardedPayment[]> {
    const lines = await reads.findBy(ClaimLineEntity, { lane, claimId });
    const payouts = await reads.findBy(PayoutEntity, { lane, claimId });
    return lines.flatMap((line) => {
      const ofLine = payouts.filter(({ claimLineId }) => claimLineId === line.id);
      const due = Money.of(
        (line.awardMinor ?? 0n) - this.carriedMinor(line, ofLine),
        line.currency,
      );
      if (!due.isPositive()) return [];
      const [source = ''] = line.paymentId.split('/');
      const payment = { channel: 'wechat', source, sourceId: line.paymentId };
      const of = { kind: 'award', sourceId: null, isOvertaken: false, limitMinor: null } as const;
      const found = { replaced: this.replacedOf(ofLine), held: this.heldOf(ofLine) };
      return [{ ...of, line, payment: payment as AwardedPayment['payment'], due, ...found }];
    });
  }

  protected carriedMinor(line: ClaimLineEntity, ofLine: readonly PayoutEntity[]): bigint {
    return carriedMinor(line, ofLine);
  }

  protected isDead(payout: PayoutEntity): boolean {
    return isDead(payout);
  }

  protected heldOf(ofLine: readonly PayoutEntity[]): PayoutEntity[] {
    return ofLine.filter(({ heldMinor }) => heldMinor > 0n);
  }

  /** The newest one of the line that died and in whose place no other is. */
  private replacedOf(ofLine: readonly PayoutEntity[]): PayoutEntity | null {
    const dead = ofLine.filter((one) => this.isDead(one));
    const replaced = new Set(ofLine.map(({ replacesId }) => replacesId));
    return dead.filter(({ id }) => !replaced.has(id)).at(-1) ?? null;
  }
}
