import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Clock, HOUSE_LANE } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { ANSWERS_WINDOW_MS, answerRefusal, languageOf } from '../domain/mail-answering';
import type { MailAnswerKind } from '../domain/mail-answers';
import { CODE_RANDOM_BYTES, makeMessageCode } from '../domain/message-code';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { answerMailJob } from '../mail/mail-in.jobs';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { MailAnswerEntity } from '../persistence/mail-answer.entity';

/** Whom an answer would go to, and what speaks against it. */
export interface AnswerAddress {
  readonly unanswerable: string | null;
  readonly from: string | null;
}

const SWEEP_AFTER_MS = 15_000;

/** Promises the one answer to a mail; a job sends it. */
@Injectable()
export class OweAnswer {
  constructor(
    private readonly mails: InboundMailQueries,
    private readonly clock: Clock,
  ) {}

  /** Why a mail is not answered; null when it is. */
  async refusal(tx: Tx, { unanswerable, from }: AnswerAddress): Promise<string | null> {
    const since = new Date(this.clock.now().getTime() - ANSWERS_WINDOW_MS);
    const came = from === null ? 0 : await this.mails.cameFrom(tx, from, since);
    return answerRefusal({ unanswerable, from }, came);
  }

  /** In the language of what they wrote. A second answer to the same mail is the first one. */
  async run(
    tx: Tx,
    { lane, id: inboundMailId }: Pick<InboundMailEntity, 'lane' | 'id'>,
    answer: { readonly kind: MailAnswerKind; readonly to: string; readonly written: string },
  ): Promise<void> {
    const now = this.clock.now();
    const key = { lane, inboundMailId };
    if (await tx.existsBy(MailAnswerEntity, key)) return;
    await tx.insert(MailAnswerEntity, {
      ...key,
      kind: answer.kind,
      toAddress: answer.to,
      language: languageOf(answer.written),
      code: makeMessageCode(HOUSE_LANE, randomBytes(CODE_RANDOM_BYTES)),
      createdAt: now,
      dueAt: new Date(now.getTime() + SWEEP_AFTER_MS),
      sentAt: null,
    });
    await enqueue(tx, answerMailJob, { inboundMailId });
  }
}
