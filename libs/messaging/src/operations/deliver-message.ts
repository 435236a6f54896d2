import { Injectable } from '@nestjs/common';

import { ClaimEntity } from '@app/claims';
import { Clock, laneOfId } from '@app/kernel';
import { UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { ClaimantReach } from '../notices/claimant-reach';
import { retryAt, stateAfter } from '../domain/delivery';
import type { DeliveryResult } from '../domain/delivery';
import { MessageCarriage } from '../notices/message-carriage';
import type { Outgoing } from '../notices/message-carriage';
import { deliverMessageJob } from '../messaging.jobs';
import { OutgoingContents } from '../notices/outgoing-contents';
import { MessageDeliveryEntity } from '../persistence/message-delivery.entity';
import { MessageEntity } from '../persistence/message.entity';
import { QueueDelivery } from './queue-delivery';

/** Clocks of two machines differ: a job that comes so little too early is on time. */
const EARLY_MS = 1_000;

/** A try that is on record: from now on the message may leave. */
interface Try {
  readonly delivery: MessageDeliveryEntity;
  readonly outgoing: Outgoing;
}

/**
 * One try to take a message to its claimant: it is on record before the first byte leaves, nothing
 * is locked while it is under way, and what came of it is recorded afterwards. Dying in between
 * sends it again, under the same Message-ID.
 */
@Injectable()
export class DeliverMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contents: OutgoingContents,
    private readonly reach: ClaimantReach,
    private readonly carriage: MessageCarriage,
    private readonly queueDelivery: QueueDelivery,
    private readonly clock: Clock,
  ) {}

  async run({ messageId }: { messageId: string }): Promise<void> {
    const begun = await this.unitOfWork.transaction((tx) => this.begin(tx, messageId));
    if (begun === null) return;
    const result = await this.carriage.send(begun.delivery.channel, begun.outgoing);
    await this.unitOfWork.transaction((tx) => this.record(tx, begun, result));
  }

  /** Records that a try begins; null when there is nothing to do (now). */
  private async begin(tx: Tx, messageId: string): Promise<Try | null> {
    const lane = laneOfId(messageId);
    const now = this.clock.now();
    const delivery = await tx.findOne(MessageDeliveryEntity, {
      where: { lane, messageId, state: 'queued' },
      lock: { mode: 'pessimistic_write' },
    });
    if (delivery === null || !isDue(delivery, now)) return null;
    const tries = delivery.tries + 1;
    const begun = { tries, nextTryAt: retryAt(tries, now) };
    await tx.update(MessageDeliveryEntity, keyOf(delivery), begun);
    const message = await tx.findOneByOrFail(MessageEntity, { lane, id: messageId });
    const claim = await tx.findOneByOrFail(ClaimEntity, { lane, id: message.claimId });
    const outgoing = {
      claim,
      message,
      content: await this.contents.of(tx, claim, message),
      recipient: await this.reach.of(tx, claim),
    };
    return { delivery: { ...delivery, ...begun }, outgoing };
  }

  private async record(tx: Tx, { delivery, outgoing }: Try, result: DeliveryResult): Promise<void> {
    const now = this.clock.now();
    const current = await tx.findOneOrFail(MessageDeliveryEntity, {
      where: keyOf(delivery),
      lock: { mode: 'pessimistic_write' },
    });
    // Another try has begun meanwhile, or it has come back already. What arrived has arrived.
    const isOvertaken = current.tries !== delivery.tries && result.outcome !== 'sent';
    if (current.state !== 'queued' || isOvertaken) return;
    const state = stateAfter(result, delivery.tries);
    await tx.update(MessageDeliveryEntity, keyOf(delivery), {
      state,
      nextTryAt: state === 'queued' ? current.nextTryAt : null,
      ...(result.outcome === 'sent'
        ? { sentAt: now, providerId: result.providerId, problem: null }
        : { problem: result.problem }),
    });
    if (state === 'queued') await this.ring(tx, current, now);
    if (state === 'failed') await this.goOn(tx, outgoing.message);
  }

  private async ring(tx: Tx, delivery: MessageDeliveryEntity, now: Date): Promise<void> {
    const { messageId, nextTryAt, tries } = delivery;
    const delayMs = Math.max(0, (nextTryAt ?? now).getTime() - now.getTime());
    const dispatch = `try-${String(tries + 1)}`;
    await enqueue(tx, deliverMessageJob, { messageId }, { delayMs, dispatch });
  }

  /** By another channel, if there is one. */
  private async goOn(tx: Tx, message: MessageEntity): Promise<void> {
    const { lane, id: messageId } = message;
    const tried = await tx.findBy(MessageDeliveryEntity, { lane, messageId });
    await this.queueDelivery.run(
      tx,
      message,
      tried.map(({ channel }) => channel),
    );
  }
}

function isDue({ nextTryAt }: MessageDeliveryEntity, now: Date): boolean {
  return nextTryAt !== null && nextTryAt.getTime() - EARLY_MS <= now.getTime();
}

function keyOf({
  lane,
  messageId,
  channel,
}: MessageDeliveryEntity): Pick<MessageDeliveryEntity, 'lane' | 'messageId' | 'channel'> {
  return { lane, messageId, channel };
}
