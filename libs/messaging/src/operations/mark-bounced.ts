import { Injectable } from '@nestjs/common';

import { Clock, isId, laneOfId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { MessageDeliveryEntity } from '../persistence/message-delivery.entity';
import { MessageEntity } from '../persistence/message.entity';
import { QueueDelivery } from './queue-delivery';

/** Records that a mail came back, and sends its message by another channel, if there is one. */
@Injectable()
export class MarkBounced {
  constructor(
    private readonly queueDelivery: QueueDelivery,
    private readonly clock: Clock,
  ) {}

  /**
   * For a mail that a server says it cannot deliver for good, with its code (`smtp 5.1.1`). Whether
   * it was one of ours that was not known to be lost: a report that comes twice changes nothing.
   */
  async run(
    tx: Tx,
    { messageId, problem }: { readonly messageId: string; readonly problem: string },
  ): Promise<boolean> {
    if (!isId(messageId, 'msg')) return false;
    const key = { lane: laneOfId(messageId), messageId, channel: 'mail' as const };
    const delivery = await tx.findOne(MessageDeliveryEntity, {
      where: key,
      lock: { mode: 'pessimistic_write' },
    });
    // A report can come before the server's own answer was recorded; never before a first try.
    if (delivery === null || delivery.tries === 0) return false;
    if (delivery.state === 'bounced' || delivery.state === 'failed') return false;
    await tx.update(MessageDeliveryEntity, key, {
      state: 'bounced',
      nextTryAt: null,
      problem,
      bouncedAt: this.clock.now(),
    });
    const { lane } = key;
    const message = await tx.findOneByOrFail(MessageEntity, { lane, id: messageId });
    const tried = await tx.findBy(MessageDeliveryEntity, { lane, messageId });
    await this.queueDelivery.run(
      tx,
      message,
      tried.map(({ channel }) => channel),
    );
    return true;
  }
}
