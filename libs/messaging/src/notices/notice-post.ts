import { Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import { ClaimValues } from './claim-values';
import { noticeBody, noticeParts } from '../domain/notice';
import type { NoticeValues } from '../domain/notice';
import { noticeText } from '../domain/notices';
import type { NoticeKey, NoticeMentions } from '../domain/notices';
import { PostMessage } from '../operations/post-message';
import type { MessageEntity } from '../persistence/message.entity';

/** Something that the claimant is to be told. */
export interface Notice<Key extends NoticeKey = NoticeKey> {
  readonly key: Key;
  /** What it mentions of its own; what is known of every claim is added. */
  readonly values: NoticeMentions<Key>;
  /** The id of the event, call or clock that makes it: told once, however often it is posted. */
  readonly causedBy: string;
}

/** Puts notices on the thread of a claim, in the claimant's language; from there they go out. */
@Injectable()
export class NoticePost {
  constructor(
    private readonly postMessage: PostMessage,
    private readonly claims: ClaimQueries,
    private readonly claimValues: ClaimValues,
  ) {}

  /** Posts a notice with what is known of the claim at this moment; the message it became. */
  async post<Key extends NoticeKey>(
    tx: Tx,
    claim: ClaimEntity,
    { key, values, causedBy }: Notice<Key>,
  ): Promise<MessageEntity> {
    const text = noticeText(key);
    if (text === null) throw new Error(`There is no notice "${key}".`);
    const timeZone = await this.claimValues.timeZoneOf(tx, claim);
    const given: NoticeValues = { ...values };
    const all = { ...(await this.claimValues.of(tx, claim)), ...given };
    const language = (await this.claims.contact(tx, claim))?.locale ?? 'zh-CN';
    const body = noticeBody(noticeParts(text, all, { language, timeZone }), language);
    return this.postMessage.run(tx, SYSTEM, {
      claimId: claim.id,
      direction: 'out',
      channel: 'system',
      body,
      notice: { key, params: { ...all, timeZone } },
      causedBy,
    });
  }
}
