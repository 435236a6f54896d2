import { Inject, Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { CONFIG, INSTALLATION_SECRET } from '@app/platform';
import type { Config } from '@app/platform';

import { ChannelPorts } from '../channels/channel-ports';
import type { Recipient } from './claimant-reach';
import type { DeliveryChannel, DeliveryResult } from '../domain/delivery';
import { chatText, smsText } from '../domain/mail-content';
import type { OutgoingContent } from '../domain/mail-content';
import { signReplyAddress } from '../domain/reply-address';
import { composeMail } from '../mail/compose-mail';
import { MailCarrier } from '../mail/mail-carrier';
import type { MessageEntity } from '../persistence/message.entity';

/** A message that is ready to leave. */
export interface Outgoing {
  readonly claim: ClaimEntity;
  readonly message: MessageEntity;
  readonly content: OutgoingContent;
  readonly recipient: Recipient;
}

const HOUSE = { en: 'Claims Centre', 'zh-CN': '赔付中心' } as const;
const NO_ADDRESS: DeliveryResult = { outcome: 'refused', problem: 'no address' };

/** Takes one message out by one channel. It touches no row and never throws. */
@Injectable()
export class MessageCarriage {
  constructor(
    private readonly mailCarrier: MailCarrier,
    private readonly ports: ChannelPorts,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  async send(channel: DeliveryChannel, outgoing: Outgoing): Promise<DeliveryResult> {
    const { content, message, recipient } = outgoing;
    if (channel === 'mail') return this.sendMail(outgoing);
    const port = channel === 'thread' ? null : this.ports[channel];
    const to = channel === 'thread' ? null : recipient[channel];
    if (port === null || to === null) return NO_ADDRESS;
    return channel === 'sms'
      ? port.send({ id: message.id, channel, to, text: smsText(content) })
      : port.send({ id: message.id, channel: recipient.chat, to, text: chatText(content) });
  }

  private async sendMail({
    claim,
    message,
    content,
    recipient,
  }: Outgoing): Promise<DeliveryResult> {
    if (recipient.mail === null) return NO_ADDRESS;
    const mailDomain = this.config.mail.domain;
    const address = signReplyAddress(claim.id, { mailDomain, key: this.secret });
    const raw = await composeMail({
      content,
      from: { name: `${senderOf(message, content)} · ${HOUSE[content.language]}`, address },
      to: { name: recipient.name, address: recipient.mail },
      messageId: message.id,
      claimId: claim.id,
      mailDomain,
      sentAt: message.at,
      isAutomatic: message.authorRole === 'system',
    });
    // What cannot be delivered comes back to the claim's own address, and so onto the claim.
    return this.mailCarrier.carry({
      messageId: message.id,
      from: address,
      to: recipient.mail,
      raw,
    });
  }
}

/** A person's name: whoever wrote it, or whoever looks after the claim; else the house's. */
function senderOf(message: MessageEntity, { guarantor }: OutgoingContent): string {
  const owner = message.noticeParams?.owner;
  if (message.authorRole !== 'system' && message.authorName !== null) return message.authorName;
  return typeof owner === 'string' ? owner : guarantor;
}
