import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Clock } from '@app/kernel';
import { INBOUND_MAIL_STATES, InboundMailQueries } from '@app/messaging';
import { Metrics, UnitOfWork } from '@app/platform';

/** How mail comes in, for Prometheus; read when it is asked for. */
@Injectable()
export class MailGauges {
  private readonly mails: Gauge<'state'>;
  private readonly oldest: Gauge;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: InboundMailQueries,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    const registers = [registry];
    this.mails = new Gauge({
      name: 'ganpei_inbound_mails_last_day',
      help: 'Mails that came in within 24 hours, by what became of them.',
      labelNames: ['state'],
      registers,
    });
    this.oldest = new Gauge({
      name: 'ganpei_inbound_mail_oldest_unread_seconds',
      help: 'For how long the oldest mail that nobody has read has waited; 0 when all are read.',
      registers,
    });
  }

  async update(): Promise<void> {
    const now = this.clock.now();
    const { states, oldestUnreadAt } = await this.queries.figures(this.unitOfWork.reads, now);
    for (const state of INBOUND_MAIL_STATES) this.mails.set({ state }, states.get(state) ?? 0);
    const waitedMs = oldestUnreadAt === null ? 0 : now.getTime() - oldestUnreadAt.getTime();
    this.oldest.set(waitedMs / 1_000);
  }
}
