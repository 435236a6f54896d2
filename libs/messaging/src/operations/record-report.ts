import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

import { Addressing } from '../mail/addressing';
import { readDeliveryReport, reportedMessages } from '../domain/delivery-report';
import type { ReadableMail } from '../mail/parse-mail';
import { readReplyAddress } from '../domain/reply-address';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';
import type { MessageEntity } from '../persistence/message.entity';
import { settleMail } from '../mail/settle-mail';
import { ThreadQueries } from '../thread.queries';
import { MarkBounced } from './mark-bounced';

/** A report names the mail that came back, and perhaps those before it in its thread. */
const NAMED_MAX = 5;

/**
 * Keeps what a mail server tells of one of our mails, and marks those that did not arrive. Our
 * mails leave from the signed address of their claim, so that a true report comes back to it; what
 * comes to another address, or speaks of another claim, anybody may have written.
 */
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
    const message = await this.provenMessage(tx, row, mail);
    if (message !== null && action === 'failed') {
      const problem = `smtp ${status ?? 'bounce'}`;
      await this.markBounced.run(tx, { messageId: message.id, problem });
    }
    const said = status === null ? action : `${action} ${status}`;
    const end = {
      state: 'report' as const,
      reason: message === null ? `unproven: ${said}` : said,
      claimId: message?.claimId ?? null,
      messageId: message?.id ?? null,
    };
    await settleMail(tx, row, end, { mail, now: this.clock.now() });
  }

  /** The message that the report speaks of, when it came to the address of that message's claim. */
  private async provenMessage(
    tx: Tx,
    { recipient }: InboundMailEntity,
    { report }: ReadableMail,
  ): Promise<MessageEntity | null> {
    const claimId = readReplyAddress(recipient, this.addressing);
    if (claimId === null) return null;
    const named = reportedMessages(report, this.addressing.mailDomain);
    for (const id of named.slice(0, NAMED_MAX)) {
      const message = await this.threads.message(tx, id);
      if (message?.claimId === claimId && message.direction === 'out') return message;
    }
    return null;
  }
}
