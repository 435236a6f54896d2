import { Inject, Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';

import { ClaimEntity } from '@app/claims';
import { Clock, DomainError, laneOfId, laneOfSeed } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import { CONFIG, parseStrictly } from '@app/platform';
import type { Actor, Config, Tx } from '@app/platform';

import { Addressing } from '../mail/addressing';
import { verifyDelivery } from '../channels/verify-delivery';
import type { SignedDelivery } from '../channels/verify-delivery';
import { readChatCode } from '../domain/chat-code';
import { readChatMessage } from '../domain/chat-message';
import type { ChatMessage } from '../domain/chat-message';
import { chatReply } from '../domain/chat-replies';
import type { ChatReply } from '../domain/chat-replies';
import { keptText } from '../domain/mail-text';
import { goingOn } from '../mail/mail-target';
import { ChatLinkEntity } from '../persistence/chat-link.entity';
import { PostMessage } from './post-message';

/** What became of a chat message, and what to answer in the chat. */
export interface ChatOutcome {
  readonly result: ChatReply;
  readonly reply: Bilingual;
}

const CHANNEL = /^[a-z][a-z0-9-]{0,30}$/;

/** Takes what somebody says in a chat onto the claim that their chat belongs to. */
@Injectable()
export class ReceiveChat {
  constructor(
    private readonly postMessage: PostMessage,
    private readonly addressing: Addressing,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The signature of the channel is the credential. The same message again changes nothing. Refuses
   * `channel.unknown`, `channel.bad_signature` and `channel.malformed`.
   */
  async run(tx: Tx, channel: string, delivery: SignedDelivery): Promise<ChatOutcome> {
    const { im } = this.config.mail;
    if (im === null || !CHANNEL.test(channel)) throw noSuchChannel();
    verifyDelivery(delivery, new Webhook(im.secret), this.clock.now());
    const message = readChatMessage(parseStrictly(delivery.rawBody));
    const linked = await this.link(tx, channel, message);
    if (linked !== null) return this.outcome('linked', linked);
    const claim = await this.claimOf(tx, channel, message.from);
    if (claim === null) return this.outcome('unknown', null);
    if (message.text === null) return this.outcome('textOnly', claim);
    await this.postMessage.run(tx, senderOf(channel, claim), {
      claimId: claim.id,
      direction: 'in',
      channel: 'im',
      body: keptText(message.text),
      causedBy: `${channel} ${message.id}`,
    });
    return this.outcome('taken', claim);
  }

  /** A text with a code joins the chat to that claim; the claim, or null without one. */
  private async link(tx: Tx, channel: string, message: ChatMessage): Promise<ClaimEntity | null> {
    const now = this.clock.now();
    const claimId = readChatCode(message.text ?? '', this.addressing.key, now);
    if (claimId === null) return null;
    const { lane, userId } = keyOf(channel, message.from);
    await tx.query(
      `INSERT INTO chat_links (lane, channel, user_id, claim_id, linked_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (lane, channel, user_id)
       DO UPDATE SET claim_id = excluded.claim_id, linked_at = excluded.linked_at`,
      [lane, channel, userId, claimId, now],
    );
    return tx.findOneBy(ClaimEntity, { lane: laneOfId(claimId), id: claimId });
  }

  private async claimOf(tx: Tx, channel: string, userId: string): Promise<ClaimEntity | null> {
    const link = await tx.findOneBy(ChatLinkEntity, keyOf(channel, userId));
    if (link === null) return null;
    const key = { lane: laneOfId(link.claimId), id: link.claimId };
    const claim = await tx.findOneBy(ClaimEntity, key);
    return claim === null ? null : goingOn(tx, claim);
  }

  private outcome(result: ChatReply, claim: ClaimEntity | null): ChatOutcome {
    const { supportPhone: phone, publicUrl: page } = this.config;
    const reply = chatReply(result, { reference: claim?.reference ?? '', phone, page });
    return { result, reply };
  }
}

/** Who acts: the claimant, by a chat that they joined to the claim while they were signed in. */
function senderOf(channel: string, { claimantPartyId: partyId }: ClaimEntity): Actor {
  const id = `chat ${channel}`;
  return { id, role: 'claimant', name: id, partyId, personId: id };
}

function keyOf(
  channel: string,
  userId: string,
): Pick<ChatLinkEntity, 'lane' | 'channel' | 'userId'> {
  return { lane: laneOfSeed(`${channel} ${userId}`), channel, userId };
}

function noSuchChannel(): DomainError {
  return new DomainError('not_found', 'channel.unknown', {
    en: 'This installation takes no messages by this channel. Set IM_WEBHOOK and IM_WEBHOOK_SECRET.',
    'zh-CN': '本系统未开通该渠道，请设置 IM_WEBHOOK 和 IM_WEBHOOK_SECRET。',
  });
}
