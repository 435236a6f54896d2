import { Inject, Injectable } from '@nestjs/common';
import MailComposer from 'nodemailer/lib/mail-composer';

import { Clock, HOUSE_LANE } from '@app/kernel';
import { CONFIG, UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';

import { SupportDesk } from '../callbacks/support-desk';
import { Addressing } from '../mail/addressing';
import { intakeAddress } from '../domain/inbound-mail';
import { mailAnswer } from '../domain/mail-answers';
import { linkEndsAt, signMailToken } from '../domain/mail-token';
import { checkPage, mailPage } from '../domain/own-addresses';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { MailCarrier } from '../mail/mail-carrier';
import { MailAnswerEntity } from '../persistence/mail-answer.entity';
import type { InboundMailEntity } from '../persistence/inbound-mail.entity';

/** How long a mail server may refuse an answer before nobody waits for it any more. */
const PATIENCE_MS = 24 * 3_600_000;
const AGAIN_MS = 5 * 60_000;
/** RFC 3834 §3.1.7: it answers, and is not to be answered by machines. */
const HEADERS = { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' };

/** Sends the one answer to a mail. */
@Injectable()
export class AnswerMail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: InboundMailQueries,
    private readonly carrier: MailCarrier,
    private readonly addressing: Addressing,
    private readonly desk: SupportDesk,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Nothing is locked while it is under way. Dying before it is recorded sends it again. */
  async run({ inboundMailId }: { inboundMailId: string }): Promise<void> {
    const { reads } = this.unitOfWork;
    const key = { lane: HOUSE_LANE, inboundMailId };
    const answer = await reads.findOneBy(MailAnswerEntity, key);
    const row = await this.mails.byId(reads, inboundMailId);
    const isOwed = (answer?.dueAt ?? null) !== null;
    if (row === null || answer === null || !isOwed) return;
    const raw = await this.compose(row, answer);
    // From nobody: an answer that cannot be delivered comes back to nobody (RFC 3834 §3.3).
    const to = answer.toAddress;
    const { outcome } = await this.carrier.carry({ messageId: row.id, from: '', to, raw });
    const now = this.clock.now();
    const isOver = now.getTime() - answer.createdAt.getTime() > PATIENCE_MS;
    const isDone = outcome !== 'unsure' || isOver;
    await this.unitOfWork.transaction((tx) =>
      tx.update(MailAnswerEntity, key, {
        dueAt: isDone ? null : new Date(now.getTime() + AGAIN_MS),
        sentAt: outcome === 'sent' ? now : null,
      }),
    );
  }

  private async compose(row: InboundMailEntity, answer: MailAnswerEntity): Promise<Buffer> {
    const { kind, language } = answer;
    const { publicUrl, supportPhone: phone, guarantorName: guarantor } = this.config;
    const { mailDomain, key } = this.addressing;
    const files = await this.mails.files(this.unitOfWork.reads, [row]);
    const refused = files.flatMap(({ position, refusedText }) =>
      refusedText === null ? [] : [{ number: position + 1, text: refusedText }],
    );
    const url = mailPage(publicUrl, signMailToken(row.id, key));
    const link = kind === 'new' ? { url, endsAt: linkEndsAt(row.receivedAt) } : null;
    const check = { code: answer.code, url: checkPage(publicUrl, answer.code) };
    const { timeZone } = this.desk.hours().calendar;
    const facts = { kind, language, link, check, timeZone, phone, guarantor, refused };
    const said = mailAnswer(facts);
    // Whoever answers gets where they wrote to: onto the claim, or to the common address.
    const address = kind === 'new' ? intakeAddress(mailDomain) : row.recipient;
    return new MailComposer({
      from: { name: guarantor, address },
      to: answer.toAddress,
      subject: said.subject,
      messageId: `<${row.id}.answer@${mailDomain}>`,
      date: answer.createdAt,
      text: said.text,
      textEncoding: 'base64',
      headers: { 'Content-Language': language, ...HEADERS },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
  }
}
