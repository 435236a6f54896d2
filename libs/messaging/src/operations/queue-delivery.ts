import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { ClaimantReach } from '../notices/claimant-reach';
import { channelFor } from '../domain/delivery';
import type { DeliveryChannel } from '../domain/delivery';
import { deliverMessageJob } from '../messaging.jobs';
import { MessageDeliveryEntity } from '../persistence/message-delivery.entity';
import type { MessageEntity } from '../persistence/message.entity';

/** Puts a message on its way by the best channel that has not failed it. */
@Injectable()
export class QueueDelivery {
  constructor(
    private readonly reach: ClaimantReach,
    private readonly clock: Clock,
  ) {}

  /**
   * In the transaction that posts the message, so that none is forgotten; again when a channel has
   * failed it. Nothing happens when every channel has.
   */
  async run(
    tx: Tx,
    { lane, id, claimId }: Pick<MessageEntity, 'lane' | 'id' | 'claimId'>,
    triedBefore: readonly DeliveryChannel[] = [],
  ): Promise<void> {
    const reach = await this.reach.of(tx, { lane, id: claimId });
    const channel = channelFor(reach, triedBefore);
    if (channel === null) return;
    const now = this.clock.now();
    const isThread = channel === 'thread';
    await tx.insert(MessageDeliveryEntity, {
      lane,
      messageId: id,
      channel,
      state: isThread ? 'sent' : 'queued',
      nextTryAt: isThread ? null : now,
      sentAt: isThread ? now : null,
      queuedAt: now,
    });
    if (!isThread) await enqueue(tx, deliverMessageJob, { messageId: id });
  }
}
