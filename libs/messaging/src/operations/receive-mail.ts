import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';

import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { CONFIG, FileStore, UnitOfWork, enqueue } from '@app/platform';
import type { Config, StoredFile, Tx } from '@app/platform';

import { MAIL_BYTES_MAX, intakeAddress, isHostAddress } from '../domain/inbound-mail';
import { readMailJob } from '../mail/mail-in.jobs';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';

/** Whom a mail server says that it is from and for; what stands in the mail may be otherwise. */
export interface MailEnvelope {
  /** Empty for the null sender. */
  readonly from: string;
  /** Addresses of ours, each once, in lower case. */
  readonly recipients: readonly string[];
}

/** A job rings at once; after this the sweep does. */
const SWEEP_AFTER_MS = 15_000;

/** Takes a mail in: when it is done, the mail is on disk and its rows are committed. */
@Injectable()
export class ReceiveMail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'mail'>,
  ) {}

  /**
   * Keeps the mail as it came, with a row for each recipient, and has it read. The very same mail
   * for the same recipient again is the first one. Refuses what is too large: `file.too_large`.
   */
  async run(envelope: MailEnvelope, content: Readable): Promise<void> {
    const stored = await this.files.put(content, MAIL_BYTES_MAX);
    await this.unitOfWork.transaction(async (tx) => {
      for (const recipient of this.meant(envelope.recipients)) {
        await this.insert(tx, { envelopeFrom: envelope.from, recipient }, stored);
      }
    });
  }

  /** Who writes to the address of a claim and to the common one means the claim. */
  private meant(recipients: readonly string[]): readonly string[] {
    const { domain } = this.config.mail;
    const beside = recipients.filter((recipient) => recipient !== intakeAddress(domain));
    const isForClaim = beside.some((recipient) => !isHostAddress(recipient, domain));
    return isForClaim ? beside : recipients;
  }

  private async insert(
    tx: Tx,
    address: Pick<InboundMailEntity, 'envelopeFrom' | 'recipient'>,
    { sha256, sizeBytes }: StoredFile,
  ): Promise<void> {
    const now = this.clock.now();
    const id = newId('iml', HOUSE_LANE);
    const key = createHash('sha256').update(`${sha256}\n${address.recipient}`).digest('hex');
    const inserted = await tx.query<unknown[]>(
      `INSERT INTO inbound_mails
         (lane, id, key, sha256, size_bytes, envelope_from, recipient, received_at, state, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'received', $9)
       ON CONFLICT (lane, key) DO NOTHING RETURNING id`,
      [
        ...[HOUSE_LANE, id, key, sha256, sizeBytes, address.envelopeFrom, address.recipient],
        ...[now, new Date(now.getTime() + SWEEP_AFTER_MS)],
      ],
    );
    if (inserted.length > 0) await enqueue(tx, readMailJob, { inboundMailId: id });
  }
}
