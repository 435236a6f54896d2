import type { Tx } from '@app/platform';

import type { ReadableMail } from './parse-mail';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';

/** What became of a mail. */
export interface MailEnd {
  readonly state: Exclude<InboundMailEntity['state'], 'received'>;
  readonly reason?: string | null;
  readonly claimId?: string | null;
  readonly messageId?: string | null;
  readonly contentKey?: string | null;
  readonly body?: string;
}

type MailHead = Pick<ReadableMail, 'from' | 'fromName' | 'subject'>;

/** Writes down what was read of a mail that the transaction has locked; it is read once. */
export async function settleMail(
  tx: Tx,
  { lane, id }: Pick<InboundMailEntity, 'lane' | 'id'>,
  end: MailEnd,
  { mail, now }: { readonly mail: MailHead; readonly now: Date },
): Promise<void> {
  const head = { fromAddress: mail.from, fromName: mail.fromName, subject: mail.subject };
  await tx.update(InboundMailEntity, { lane, id }, { ...end, ...head, readAt: now, dueAt: null });
}
