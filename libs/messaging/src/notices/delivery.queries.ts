import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import type { Reads } from '@app/platform';

import { MessageDeliveryEntity } from '../persistence/message-delivery.entity';
import type { MessageEntity } from '../persistence/message.entity';

/** Reads of what became of messages on their way. */
@Injectable()
export class DeliveryQueries {
  /** The deliveries of some messages of one lane, in the order in which they were begun. */
  async ofMessages(
    reads: Reads,
    messages: readonly Pick<MessageEntity, 'lane' | 'id'>[],
  ): Promise<MessageDeliveryEntity[]> {
    const [first] = messages;
    if (first === undefined) return [];
    return reads.find(MessageDeliveryEntity, {
      where: { lane: first.lane, messageId: In(messages.map(({ id }) => id)) },
      order: { messageId: 'ASC', queuedAt: 'ASC' },
    });
  }
}
