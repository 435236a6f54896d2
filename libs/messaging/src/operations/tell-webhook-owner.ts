import { Inject, Injectable, Logger } from '@nestjs/common';
import MailComposer from 'nodemailer/lib/mail-composer';

import { Clock } from '@app/kernel';
import { CONFIG, UnitOfWork, UserEntity } from '@app/platform';
import type { Config } from '@app/platform';

import type { DeliveryResult } from '../domain/delivery';
import { postmasterAddress } from '../domain/inbound-mail';
import { plainAddress } from '../domain/mail-address';
import { switchedOffMail } from '../domain/webhook-notice';
import { MailCarrier } from '../mail/mail-carrier';
import { WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';

/** How long a mail server may refuse the notice before nobody waits for it any more. */
const PATIENCE_MS = 3 * 24 * 3_600_000;
const AGAIN_MS = 10 * 60_000;
const HEADERS = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

type NoticeState = Partial<Pick<WebhookEndpointEntity, 'noticeDueAt' | 'noticeSentAt'>>;

const NOBODY_TOLD: NoticeState = { noticeDueAt: null };

/** Writes to the owner of an endpoint that we have switched off. */
@Injectable()
export class TellWebhookOwner {
  private readonly logger = new Logger(TellWebhookOwner.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carrier: MailCarrier,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * To the name of their account, when that is an address: others find it on the endpoint. Nothing
   * is locked while it is under way; dying before it is recorded sends it again, under one name.
   */
  async run({ endpointId: id }: { endpointId: string }): Promise<void> {
    const { reads } = this.unitOfWork;
    const endpoint = await reads.findOneBy(WebhookEndpointEntity, { id });
    if (endpoint === null) return;
    const { noticeDueAt, disabledAt, createdBy } = endpoint;
    if (noticeDueAt === null || disabledAt === null) return;
    const owner = await reads.findOneByOrFail(UserEntity, { id: createdBy });
    const to = plainAddress(owner.username);
    if (to === null || endpoint.deletedAt !== null) {
      await this.record(endpoint, NOBODY_TOLD);
      return;
    }
    const reason = endpoint.disabledFor === 'gone' ? 'gone' : 'failing';
    const raw = await this.compose(to, { endpointId: id, reason, at: disabledAt });
    const { outcome } = await this.carrier.carry({ messageId: id, from: '', to, raw });
    await this.record(endpoint, after(outcome, disabledAt, this.clock.now()));
  }

  /** Unless it was switched on, or off anew, meanwhile. */
  private async record(
    { id, noticeDueAt }: WebhookEndpointEntity,
    change: NoticeState,
  ): Promise<void> {
    if (noticeDueAt === null) return;
    const isGivenUp = change.noticeDueAt === null && change.noticeSentAt === undefined;
    if (isGivenUp) this.logger.warn({ event: 'webhook.owner_not_told', endpointId: id });
    await this.unitOfWork.transaction((tx) =>
      tx.update(WebhookEndpointEntity, { id, noticeDueAt }, change),
    );
  }

  private compose(
    to: string,
    off: Pick<Parameters<typeof switchedOffMail>[0], 'endpointId' | 'reason' | 'at'>,
  ): Promise<Buffer> {
    const { publicUrl, supportPhone: phone, guarantorName: guarantor, mail } = this.config;
    const said = switchedOffMail({ ...off, publicUrl, phone, guarantor });
    const name = `${off.endpointId}.${String(off.at.getTime())}.off`;
    return new MailComposer({
      from: { name: guarantor, address: postmasterAddress(mail.domain) },
      to,
      subject: said.subject,
      messageId: `<${name}@${mail.domain}>`,
      date: off.at,
      text: said.text,
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
function after(outcome: DeliveryResult['outcome'], switchedOffAt: Date, now: Date): NoticeState {
  if (outcome === 'sent') return { noticeDueAt: null, noticeSentAt: now };
  const isOver = now.getTime() - switchedOffAt.getTime() > PATIENCE_MS;
  const isAgain = outcome === 'unsure' && !isOver;
  return isAgain ? { noticeDueAt: new Date(now.getTime() + AGAIN_MS) } : NOBODY_TOLD;
}
