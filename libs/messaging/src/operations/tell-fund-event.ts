import { Inject, Injectable, Logger } from '@nestjs/common';
import MailComposer from 'nodemailer/lib/mail-composer';

import { FundEventEntity, FundNoticeEntity } from '@app/accounting';
import { Clock } from '@app/kernel';
import { CONFIG, UnitOfWork, UserEntity } from '@app/platform';
import type { Config } from '@app/platform';

import type { DeliveryResult } from '../domain/delivery';
import { fundMail } from '../domain/fund-notice';
import { postmasterAddress } from '../domain/inbound-mail';
import { plainAddress } from '../domain/mail-address';
import { MailCarrier } from '../mail/mail-carrier';

/** How long a mail server may refuse a notice before nobody waits for it any more. */
const PATIENCE_MS = 3 * 24 * 3_600_000;
const AGAIN_MS = 10 * 60_000;
const HEADERS = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

type NoticeState = Pick<FundNoticeEntity, 'dueAt' | 'sentAt'>;

/** Writes to an operator what happened to a fund. */
@Injectable()
export class TellFundEvent {
  private readonly logger = new Logger(TellFundEvent.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carrier: MailCarrier,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * To the name of their account, when that is an address: others see it in `GET /v1/funds`, the
   * gauges and the doctor. Nothing is locked while it is under way; dying before it is recorded
   * sends it again, under one name.
   */
  async run(id: string): Promise<void> {
    const { reads } = this.unitOfWork;
    const notice = await reads.findOneBy(FundNoticeEntity, { id });
    const dueAt = notice?.dueAt ?? null;
    if (notice === null || dueAt === null) return;
    const { lane, eventId, userId } = notice;
    const event = await reads.findOneByOrFail(FundEventEntity, { lane, id: eventId });
    const user = await reads.findOneByOrFail(UserEntity, { id: userId });
    const to = user.disabledAt === null ? plainAddress(user.username) : null;
    if (to === null) {
      await this.record(notice, { dueAt: null, sentAt: null });
      return;
    }
    const raw = await this.compose(to, id, event);
    const { outcome } = await this.carrier.carry({ messageId: id, from: '', to, raw });
    await this.record(notice, after(outcome, event.at, this.clock.now()));
  }

  private async record({ id }: FundNoticeEntity, state: NoticeState): Promise<void> {
    const isGivenUp = state.dueAt === null && state.sentAt === null;
    if (isGivenUp) this.logger.warn({ event: 'fund.operator_not_told', noticeId: id });
    await this.unitOfWork.transaction((tx) => tx.update(FundNoticeEntity, { id }, state));
  }

  private compose(to: string, id: string, event: FundEventEntity): Promise<Buffer> {
    const { publicUrl, supportPhone: phone, guarantorName: guarantor, mail } = this.config;
    const { kind, currency, facts, at } = event;
    const news = { kind, currency, facts, at, publicUrl, phone, guarantor };
    const { subject, text } = fundMail(news);
    return new MailComposer({
      from: { name: guarantor, address: postmasterAddress(mail.domain) },
      to,
      subject,
      messageId: `<${id}@${mail.domain}>`,
      date: at,
      text,
      textEncoding: 'base64',
      headers: HEADERS,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
  }
}

/** What is known after a try: that it left, when to try again, or that nobody waits any more. */
function after(outcome: DeliveryResult['outcome'], happenedAt: Date, now: Date): NoticeState {
  if (outcome === 'sent') return { dueAt: null, sentAt: now };
  const isOver = now.getTime() - happenedAt.getTime() > PATIENCE_MS;
  const isAgain = outcome === 'unsure' && !isOver;
  return { dueAt: isAgain ? new Date(now.getTime() + AGAIN_MS) : null, sentAt: null };
}
