import { Inject, Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { CONFIG } from '@app/platform';
import type { Actor, Config, Tx } from '@app/platform';

import { messagesCountSince, requireFewMessages } from '../domain/message-limits';
import type { MessageEntity } from '../persistence/message.entity';
import { ThreadQueries } from '../thread.queries';
import { PostMessage } from './post-message';

export interface WrittenMessage {
  readonly body: string;
  readonly inReplyTo: string | null;
  readonly evidenceIds: readonly string[];
}

/** Puts on the thread what somebody who is signed in writes there. */
@Injectable()
export class WriteMessage {
  constructor(
    private readonly postMessage: PostMessage,
    private readonly threads: ThreadQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Claimants write to us, everybody else to the claimant. A closed claim takes messages too.
   * Refuses `message.too_many`, `message.unknown_message`, and what `PostMessage` refuses.
   */
  async run(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    written: WrittenMessage,
  ): Promise<MessageEntity> {
    const since = messagesCountSince(this.clock.now());
    const sent = await this.threads.writtenSince(tx, claim, { authorId: actor.id, since });
    requireFewMessages(sent, this.config.supportPhone);
    if (written.inReplyTo !== null) await this.requireOnThread(tx, claim, written.inReplyTo);
    return this.postMessage.run(tx, actor, {
      claimId: claim.id,
      direction: actor.role === 'claimant' ? 'in' : 'out',
      channel: 'web',
      body: written.body,
      inReplyTo: written.inReplyTo,
      evidenceIds: written.evidenceIds,
    });
  }

  private async requireOnThread(tx: Tx, claim: ClaimEntity, messageId: string): Promise<void> {
    const message = await this.threads.message(tx, messageId);
    const claimIds = await this.threads.claimIds(tx, claim);
    if (message !== null && claimIds.includes(message.claimId)) return;
    throw new DomainError(
      'unprocessable',
      'message.unknown_message',
      {
        en: 'There is no message with this id on the thread of this claim. Leave the field out if the message answers none.',
        'zh-CN': '该索赔的消息中没有此编号。如果不是回复某条消息，请不要填写该字段。',
      },
      { field: 'inReplyTo', saw: messageId },
    );
  }
}
