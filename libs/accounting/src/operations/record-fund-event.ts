import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { UserEntity, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { tellFundEventJob } from '../accounting.jobs';
import { FundEventEntity } from '../persistence/fund-event.entity';
import { FundNoticeEntity } from '../persistence/fund-notice.entity';

type NewFundEvent = Pick<FundEventEntity, 'kind' | 'currency' | 'facts'>;

/** Writes down what happened to a fund, and owes word of it to every operator. */
@Injectable()
export class RecordFundEvent {
  constructor(private readonly clock: Clock) {}

  async run(tx: Tx, { kind, currency, facts }: NewFundEvent): Promise<void> {
    const at = this.clock.now();
    const event = { lane: HOUSE_LANE, id: newId('fev', HOUSE_LANE), at, kind, currency, facts };
    await tx.insert(FundEventEntity, event);
    const operators = await tx.find(UserEntity, {
      select: { id: true },
      where: { role: 'operator', disabledAt: IsNull() },
      order: { id: 'ASC' },
    });
    for (const { id: userId } of operators) {
      const id = newId('fnt', HOUSE_LANE);
      const notice = { id, lane: HOUSE_LANE, eventId: event.id, userId, dueAt: at, sentAt: null };
      await tx.insert(FundNoticeEntity, notice);
      await enqueue(tx, tellFundEventJob, { noticeId: id });
    }
  }
}
