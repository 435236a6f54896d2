import { randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, EvidenceQueries, HearClaimant } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { CONFIG, SYSTEM } from '@app/platform';
import type { Actor, Config, Tx } from '@app/platform';

import { afterMessage } from '../domain/after-message';
import { attachedFiles } from '../domain/attachable';
import type { MessageChannel, MessageDirection, MessageTrust } from '../domain/message';
import { CODE_RANDOM_BYTES, makeMessageCode } from '../domain/message-code';
import { ownHosts } from '../domain/own-addresses';
import { requireOwnLinks } from '../domain/own-links';
import { MessageAttachmentEntity } from '../persistence/message-attachment.entity';
import { MessageEntity } from '../persistence/message.entity';
import { QueueDelivery } from './queue-delivery';

/** What somebody says on a claim. What is left out is null, or known from the actor. */
export interface NewMessage {
  readonly claimId: string;
  readonly direction: MessageDirection;
  readonly channel: MessageChannel;
  /** Plain text: the author's own words, or a notice in the claimant's language. */
  readonly body: string;
  readonly notice?: { readonly key: string; readonly params: Record<string, unknown> };
  /** The id of the message that it answers. */
  readonly inReplyTo?: string | null;
  /** Verified, unless it came from a sender whom nobody knows. */
  readonly trust?: MessageTrust;
  readonly quoted?: string | null;
  /** The one cause of this message: the id of an event, of a mail. */
  readonly causedBy?: string | null;
  /** Who said it, when that is not whoever posts it: the sender of a mail. */
  readonly author?: { readonly id: string; readonly role: string; readonly name: string | null };
  /** Files that are on the claim already. */
  readonly evidenceIds?: readonly string[];
}

/** What is known of a message of which nothing else is said. */
const UNSAID = { inReplyTo: null, trust: 'verified', quoted: null, causedBy: null } as const;

/** Puts a message on the thread of a claim, whatever it came by, and sends out what is ours. */
@Injectable()
export class PostMessage {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly hearClaimant: HearClaimant,
    private readonly evidence: EvidenceQueries,
    private readonly audit: AuditTrail,
    private readonly queueDelivery: QueueDelivery,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * A second message of the same cause is the first one. On a claim that was merged it goes to the
   * claim that goes on, where somebody reads it. Refuses `claim.not_found`, what `attachedFiles`
   * refuses, and what people of ours write with links to other hosts (`message.foreign_link`),
   * also what they note of a call: the claimant reads it.
   */
  async run(tx: Tx, actor: Actor, input: NewMessage): Promise<MessageEntity> {
    const claim = await this.goingOn(tx, input.claimId);
    const isOurs = actor.role !== 'claimant' && actor.role !== 'system';
    if (isOurs) requireOwnLinks(input.body, ownHosts(this.config));
    const message = this.messageRow(claim, actor, input);
    const posted = await this.insert(tx, message);
    if (posted.id !== message.id) return posted;
    await this.attach(tx, message, input);
    if (actor.role !== 'system') await this.record(tx, actor, message);
    // What was said on the telephone has been heard already.
    const isSent = message.direction === 'out' && message.channel !== 'phone';
    if (isSent) await this.queueDelivery.run(tx, message);
    await this.follow(tx, actor, claim, message);
    return message;
  }

  /**
   * The claim itself, or the one that it goes on in: a duplicate is read by nobody any more. It is
   * locked before a row refers to it, or two messages at once would wait for each other.
   */
  private async goingOn(tx: Tx, claimId: string): Promise<ClaimEntity> {
    const claim = await this.changeClaim.lock(tx, claimId);
    return claim.mergedIntoId === null ? claim : this.goingOn(tx, claim.mergedIntoId);
  }

  private messageRow(claim: ClaimEntity, actor: Actor, input: NewMessage): MessageEntity {
    const { author = authorOf(actor), notice, ...said } = { ...UNSAID, ...input };
    return {
      lane: claim.lane,
      id: newId('msg', claim.lane),
      claimId: claim.id,
      direction: said.direction,
      channel: said.channel,
      authorId: author.id,
      authorRole: author.role,
      authorName: author.name,
      body: said.body,
      noticeKey: notice?.key ?? null,
      noticeParams: notice?.params ?? null,
      inReplyTo: said.inReplyTo,
      trust: said.trust,
      quoted: said.quoted,
      at: this.clock.now(),
      code: codeFor(said.direction, claim.lane),
      causedBy: said.causedBy,
    };
  }

  /** The row as it stands now: another one when its cause has made a message before. */
  private async insert(tx: Tx, message: MessageEntity): Promise<MessageEntity> {
    const { lane, causedBy } = message;
    const insertion = tx
      .createQueryBuilder()
      .insert()
      .into(MessageEntity)
      .values(message as never);
    if (causedBy === null) {
      await insertion.execute();
      return message;
    }
    await insertion.orIgnore().execute();
    return tx.findOneByOrFail(MessageEntity, { lane, causedBy });
  }

  private async attach(tx: Tx, message: MessageEntity, input: NewMessage): Promise<void> {
    const { lane, id: messageId, claimId } = message;
    const { evidenceIds = [] } = input;
    if (evidenceIds.length === 0) return;
    const files = [];
    // Files of the duplicate stay its own when what was said about them goes to the other claim.
    for (const id of new Set([claimId, input.claimId])) {
      files.push(...(await this.evidence.ofClaim(tx, { lane, id })));
    }
    const attached = attachedFiles(
      evidenceIds,
      files.map(({ evidence }) => evidence),
    );
    await tx.insert(
      MessageAttachmentEntity,
      attached.map(({ id: evidenceId, fileName: name }, position) => ({
        lane,
        messageId,
        position,
        evidenceId,
        name,
      })),
    );
  }

  private async record(tx: Tx, actor: Actor, message: MessageEntity): Promise<void> {
    const { lane, claimId, id: messageId, channel, direction } = message;
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'message.posted',
      objectId: claimId,
      facts: { messageId, channel, direction },
    });
  }

  /** What the message does to its claim. */
  private async follow(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    message: MessageEntity,
  ): Promise<void> {
    const effects = afterMessage(message, claim);
    if (effects.includes('bring_back')) {
      const locked = await this.changeClaim.lock(tx, claim.id);
      await this.changeClaim.snooze(tx, locked, { actor: SYSTEM, until: null });
    }
    if (effects.includes('hear')) {
      const wantsAnswer = message.channel !== 'phone';
      await this.hearClaimant.run(tx, actor, { claimId: claim.id, wantsAnswer });
    }
    if (effects.includes('answer')) await this.hearClaimant.answered(tx, actor, claim.id);
  }
}

/** What leaves us can be checked by its code; what comes in has none. */
function codeFor(direction: MessageDirection, lane: Lane): string | null {
  return direction === 'out' ? makeMessageCode(lane, randomBytes(CODE_RANDOM_BYTES)) : null;
}

/** A claimant's name stands on the contact alone, where it can be erased. */
function authorOf({ id, role, name }: Actor): NonNullable<NewMessage['author']> {
  return { id, role, name: role === 'claimant' ? null : name };
}
