import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import { ThreadQueries } from '@app/messaging';
import type { MessageEntity } from '@app/messaging';
import type { Reads } from '@app/platform';

import { ThreadPresenter } from '../thread/thread-presenter';
import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';

/** What was said on the claim, by both sides and on every channel, as the claimant sees it. */
@Injectable()
export class ThreadFiles {
  constructor(
    private readonly threads: ThreadQueries,
    private readonly presenter: ThreadPresenter,
  ) {}

  async entries(reads: Reads, claim: ClaimEntity): Promise<BundleEntry[]> {
    const messages = await this.threads.messages(reads, claim);
    const about = { claim, viewer: { role: 'claimant' as const } };
    const shown = await this.presenter.present(reads, messages, about);
    const names = [...new Set(messages.flatMap(staffNames))];
    return [jsonEntry('messages.json', MESSAGES, shown.map(unnamed(names)))];
  }
}

const MESSAGES = { en: 'what was said, by you and by us', 'zh-CN': '双方往来消息' };
const NOBODY_OF_OURS = ['claimant', 'system'];

/** The names of our people that a message has under it, or in it. */
function staffNames({ authorRole, authorName, noticeParams }: MessageEntity): string[] {
  const owner = noticeParams?.owner;
  return [
    ...(authorName === null || NOBODY_OF_OURS.includes(authorRole) ? [] : [authorName]),
    ...(typeof owner === 'string' ? [owner] : []),
  ];
}

/** This file goes on to other people: it says which side wrote, and leaves out our names. */
function unnamed(names: readonly string[]): (shown: object) => object {
  const without = (text: string): string =>
    names.reduce((rest, name) => rest.replaceAll(name, '…'), text);
  return (shown) => {
    const { author, body, quoted, notice, ...rest } = shown as ShownMessage;
    const { role } = author;
    const texts = notice?.texts ?? null;
    return {
      ...rest,
      author: { role },
      body: without(body),
      quoted: quoted === null ? null : without(quoted),
      notice:
        texts === null
          ? notice
          : { ...notice, texts: { en: without(texts.en), 'zh-CN': without(texts['zh-CN']) } },
    };
  };
}

interface ShownMessage {
  readonly author: { readonly role: string };
  readonly body: string;
  readonly quoted: string | null;
  readonly notice: { readonly key: string; readonly texts: Bilingual | null } | null;
}
