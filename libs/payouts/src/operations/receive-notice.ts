import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import { Clock, isId, laneOfId } from '@app/kernel';
import { SYSTEM, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import type { PayoutStatus } from '../domain/payout-lifecycle';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { lockPayout, payoutKeyOf } from '../lock-payout';
import { advancePayoutJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';
import { RailNoticeEntity } from '../persistence/rail-notice.entity';
import type { RailHeaders, RailNotice } from '../rails/payout-rail';
import { RailDirectory } from '../rails/rail-directory';

export interface NoticeRequest {
  readonly rail: string;
  readonly headers: RailHeaders;
  readonly rawBody: Buffer;
}

/**
 * Takes in a webhook of a rail. A notice never moves money: it makes us ask the rail now, over our
 * own authenticated call, so that a forged, repeated or reordered notice can do no harm.
 */
@Injectable()
export class ReceiveNotice {
  constructor(
    private readonly rails: RailDirectory,
    private readonly changeClaim: ChangeClaim,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** A notice that came before, or about nothing of ours, is accepted and changes nothing. */
  async run(tx: Tx, request: NoticeRequest): Promise<{ result: 'taken' | 'known' | 'not_ours' }> {
    const notice = this.rails.get(request.rail).verifyWebhook(request.headers, request.rawBody);
    const payoutId = notice.transfer.reference;
    if (!isId(payoutId, 'pyo')) return { result: 'not_ours' };
    const payout = await lockPayout(tx, payoutId);
    if (payout?.rail !== request.rail) return { result: 'not_ours' };
    const now = this.clock.now();
    const key = { lane: laneOfId(payoutId), rail: request.rail, noticeId: notice.id };
    if (await tx.existsBy(RailNoticeEntity, key)) return { result: 'known' };
    await tx.insert(RailNoticeEntity, { ...key, payoutId, receivedAt: now });
    if (payout.nextActionAt !== null) {
      // Whoever is talking to the rail right now keeps the lease; the job then comes after it.
      const { leaseUntil } = payout;
      const dueAt = leaseUntil !== null && leaseUntil > now ? leaseUntil : now;
      await tx.update(PayoutEntity, payoutKeyOf(payout), { nextActionAt: dueAt });
      await enqueue(
        tx,
        advancePayoutJob,
        { payoutId },
        { delayMs: dueAt.getTime() - now.getTime() },
      );
    } else if (contradicts(payout.status, notice.type)) {
      await this.callPerson(tx, payout, notice);
    }
    return { result: 'taken' };
  }

  /** Our books say that it is over, and the rail says otherwise: somebody has to know that. */
  private async callPerson(tx: Tx, payout: PayoutEntity, notice: RailNotice): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      nextStep: 'resolve_payout',
      event: { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle },
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'payout.contradicted',
      objectId: claim.id,
      facts: { payoutId: payout.id, status: payout.status, notice: notice.type },
    });
  }
}

/** Whether a notice says another end than the one that stands in the books. */
function contradicts(status: PayoutStatus, type: RailNotice['type']): boolean {
  if (status === 'settled') return type !== 'transfer.settled';
  return status === 'failed' && type !== 'transfer.failed';
}
