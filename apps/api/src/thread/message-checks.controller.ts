import { Controller, Get, Inject, Ip, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { ClaimQueries } from '@app/claims';
import { Clock } from '@app/kernel';
import type { Bilingual } from '@app/kernel';
import {
  InboundMailQueries,
  NEVER_ASKED,
  ThreadQueries,
  maskedAddress,
  maskedName,
  maskedPhone,
  readMessageCode,
} from '@app/messaging';
import { CONFIG, Public, UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';

import { MissLimit } from './miss-limit';

/** Whether a message that somebody has got is from us: for everybody, without an account. */
@ApiTags('public')
@Public()
@Controller('v1/public/messages')
export class MessageChecksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly threads: ThreadQueries,
    private readonly claims: ClaimQueries,
    private readonly mails: InboundMailQueries,
    private readonly clock: Clock,
    private readonly misses: MissLimit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Says whether we sent a message with this code, when, and to whom in a masked form; never what
   * it says. Whoever tries many codes that are none has to wait.
   */
  @Get(':code')
  async check(@Param('code') typed: string, @Ip() address: string): Promise<object> {
    const now = this.clock.now();
    this.misses.require(address, now);
    const read = readMessageCode(typed);
    if (read === null) return this.answer({ sent: false, advice: MISTYPED });
    const sent = await this.sent(read);
    if (sent === null) {
      this.misses.count(address, now);
      return this.answer({ code: read.code, sent: false, advice: NOT_OURS });
    }
    return this.answer({ code: read.code, sent: true, ...told(sent) });
  }

  /** A message on a claim, or an answer to a mail that is on none. */
  private async sent(read: NonNullable<ReturnType<typeof readMessageCode>>): Promise<Sent | null> {
    const { reads } = this.unitOfWork;
    const message = await this.threads.messageByCode(reads, read);
    if (message !== null) {
      const { lane, claimId: id, at } = message;
      const { name, email, phone } = (await this.claims.contact(reads, { lane, id })) ?? NOBODY;
      return { at, name, email, phone };
    }
    const answer = await this.mails.answerByCode(reads, read);
    return answer && { at: answer.createdAt, ...NOBODY, email: answer.toAddress };
  }

  private answer(found: object): object {
    return { ...found, neverAsked: NEVER_ASKED, supportPhone: this.config.supportPhone };
  }
}

/** When something of ours went out, and to whom. */
interface Sent {
  readonly at: Date;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

const NOBODY = { name: null, email: null, phone: null };

function told({ at, name, email, phone }: Sent): object {
  return {
    sentAt: at.toISOString(),
    to: {
      name: name === null ? null : maskedName(name),
      email: email === null ? null : maskedAddress(email),
      phone: phone === null ? null : maskedPhone(phone),
    },
    advice: COMPARE,
  };
}

const COMPARE: Bilingual = {
  en: 'We sent a message with this code at this time to this person. If that is not you, or the message asks for a code, a password or a payment, do not act on it and call us.',
  'zh-CN':
    '我们确实在该时间向该收件人发送过带有此编码的消息。如果收件人不是您，或消息向您索要验证码、密码或付款，请勿理会并致电我们。',
};
const NOT_OURS: Bilingual = {
  en: 'We have sent no message with this code. Do not act on it, follow none of its links, and call us.',
  'zh-CN': '我们没有发送过带有此编码的消息。请勿按其要求操作，不要点击其中的链接，并致电我们。',
};
const MISTYPED: Bilingual = {
  en: 'This is not a code of ours: a character is mistyped, or the message is forged. Compare it with the message; if it stands there like this, do not act on the message and call us.',
  'zh-CN':
    '这不是我们的编码：可能输入有误，也可能消息系伪造。请与消息中的编码核对；如果一致，请勿按该消息操作，并致电我们。',
};
