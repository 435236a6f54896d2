import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { Addressing } from '../addressing';
import { readDeliveryReport, reportedMessages } from '../domain/delivery-report';
import type { ReadableMail } from '../mail/parse-mail';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { settleMail } from '../settle-mail';
import { ThreadQueries } from '../thread.queries';
import { MarkBounced } from './mark-bounced';

/** Keeps what a mail server tells of one of our mails, and marks those that did not arrive. */
@Injectable()
export class RecordReport {
  constructor(
    private readonly threads: ThreadQueries,
    private readonly markBounced: MarkBounced,
    private readonly addressing: Addressing,
    private readonly clock: Clock,
  ) {}

  async run(tx: Tx, row: InboundMailEntity, mail: ReadableMail): Promise<void> {
    const { action, status } = readDeliveryReport(mail.report);
    const [named] = reportedMessages(mail.report, this.addressing.mailDomain);
    const message = named === undefined ? null : await this.threads.message(tx, named);
    if (message !== null && action === 'failed') {
      const problem = `smtp ${status ?? 'bounce'}`;
      await this.markBounced.run(tx, { messageId: message.id, problem });
    }
    const end = {
      state: 'report' as const,
      reason: status === null ? action : `${action} ${status}`,
      claimId: message?.claimId ?? null,
      messageId: message?.id ?? null,
    };
    await settleMail(tx, row, end, { mail, now: this.clock.now() });
  }
}
