import { Inject, Injectable } from '@nestjs/common';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { CONFIG, INSTALLATION_SECRET } from '@app/platform';
import type { Config, Reads } from '@app/platform';

import { ClaimValues } from './claim-values';
import { signLetterLink } from '../domain/letter-link';
import type { OutgoingContent } from '../domain/mail-content';
import { noticeParts } from '../domain/notice';
import type { Language, NoticeParts } from '../domain/notice';
import { MESSAGE_NOTICES } from '../domain/message-notices';
import { postedNotice } from '../domain/notices';
import { checkPage, claimPage, letterPage, ownHosts } from '../domain/own-addresses';
import { withoutForeignLinks } from '../domain/own-links';
import type { MessageEntity } from '../persistence/message.entity';
import { ThreadQueries } from '../thread.queries';

/** What a message of ours says to its claimant, in their language. */
@Injectable()
export class OutgoingContents {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly claimValues: ClaimValues,
    private readonly thread: ThreadQueries,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(INSTALLATION_SECRET) private readonly secret: Buffer,
  ) {}

  async of(reads: Reads, claim: ClaimEntity, message: MessageEntity): Promise<OutgoingContent> {
    const language = (await this.claims.contact(reads, claim))?.locale ?? 'zh-CN';
    const phrase = await this.thread.phrase(reads, claim.claimantPartyId);
    const { publicUrl } = this.config;
    const code = message.code ?? '';
    return {
      language,
      reference: claim.reference,
      parts: this.linkless(await this.parts(reads, claim, message, language)),
      phone: this.config.supportPhone,
      phrase: phrase?.phrase ?? null,
      code,
      guarantor: this.config.guarantorName,
      links: {
        claim: claimPage(publicUrl, claim.reference),
        check: checkPage(publicUrl, code),
        letter: this.letter(message, language),
      },
    };
  }

  /** Names of files, payees and banks are the words of others: no link of theirs leaves with us. */
  private linkless(parts: NoticeParts): NoticeParts {
    const own = ownHosts(this.config);
    const text = (part: keyof NoticeParts): string => withoutForeignLinks(parts[part], own);
    return {
      subject: text('subject'),
      happened: text('happened'),
      next: text('next'),
      byWhen: text('byWhen'),
      yourPart: text('yourPart'),
      sms: text('sms'),
    };
  }

  /**
   * What a notice said when it was posted; the words of a person with how the claim stands now. Of
   * what was blackened before it left, the blackened copy leaves.
   */
  private async parts(
    reads: Reads,
    claim: ClaimEntity,
    message: MessageEntity,
    language: Language,
  ): Promise<NoticeParts> {
    const { noticeKey, noticeParams } = message;
    const redacted = (await this.thread.redactions(reads, [message])).at(-1);
    const isNotice = noticeKey !== null && redacted === undefined;
    const posted = isNotice ? postedNotice(noticeKey, noticeParams ?? {}, language) : null;
    if (posted !== null) return posted;
    const timeZone = await this.claimValues.timeZoneOf(reads, claim);
    const body = redacted?.body ?? message.body;
    const values = { ...(await this.claimValues.of(reads, claim)), body };
    return noticeParts(MESSAGE_NOTICES['message.written'], values, { language, timeZone });
  }

  private letter({ noticeKey, noticeParams, at }: MessageEntity, locale: Language): string | null {
    const decisionId = noticeParams?.decisionId;
    const tellsDecision = noticeKey?.startsWith('decision.') === true;
    if (!tellsDecision || typeof decisionId !== 'string' || decisionId === '') return null;
    const token = signLetterLink({ decisionId, locale }, at, this.secret);
    return letterPage(this.config.publicUrl, token);
  }
}
