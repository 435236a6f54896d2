import { Injectable } from '@nestjs/common';

import { Clock, isId, laneOfId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { lockPayout } from '../lock-payout';
import { RailNoticeEntity } from '../persistence/rail-notice.entity';
import type { RailHeaders } from '../rails/payout-rail';
import { RailDirectory } from '../rails/rail-directory';
import { AskNow } from './ask-now';

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
    private readonly askNow: AskNow,
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
    await this.askNow.run(tx, payout, notice.type);
    return { result: 'taken' };
  }
}
