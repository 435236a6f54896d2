import { Injectable } from '@nestjs/common';
import { And, In, IsNull, LessThan, MoreThan, Not } from 'typeorm';
import type { EntityTarget, FindOptionsWhere } from 'typeorm';

import { ASSIGNED, ClaimEntity, ClaimEventEntity, shownTimeline } from '@app/claims';
import { HOUSE_LANE, isId, laneOfId, laneOfSeed } from '@app/kernel';
import type { Actor, PageRequest, Reads } from '@app/platform';

import { newestFirst, sameTimeAs } from './domain/thread-order';
import type { readMessageCode } from './domain/message-code';
import { ClaimNoteRedactionEntity } from './persistence/claim-note-redaction.entity';
import { ClaimNoteEntity } from './persistence/claim-note.entity';
import { ClaimantPhraseEntity } from './persistence/claimant-phrase.entity';
import { InboundMailFileEntity } from './persistence/inbound-mail-file.entity';
import { MessageAttachmentEntity } from './persistence/message-attachment.entity';
import { MessageRedactionEntity } from './persistence/message-redaction.entity';
import { MessageEntity } from './persistence/message.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;
type RowKey = Pick<MessageEntity, 'lane' | 'id'>;

/** The event that says of a message that it came: here the message itself stands. */
const MESSAGE_RECEIVED = 'message.received';

/** More mails than anybody writes between two answers. */
const MAILS_MAX = 200;

/** One line of the thread: something that was said, or that happened. */
export type ThreadEntry = MessageEntity | ClaimEventEntity;

/** All reads of what is said on claims. Whether somebody may see a claim is asked before. */
@Injectable()
export class ThreadQueries {
  /**
   * What was said and what happened on a claim, the newest first, one more than the page holds. Of
   * what happened that is `shownTimeline`; what was said on claims that were merged into it belongs
   * to it.
   */
  async entries(
    reads: Reads,
    claim: ClaimEntity,
    page: PageRequest,
    viewer: Pick<Actor, 'role'>,
  ): Promise<ThreadEntry[]> {
    const claimIds = await this.claimIds(reads, claim);
    const messages = await newest(reads, MessageEntity, 'msg', {
      page,
      where: { lane: claim.lane, claimId: In(claimIds) },
    });
    const events = await newest(reads, ClaimEventEntity, 'cev', {
      page,
      where: { lane: claim.lane, claimId: claim.id, kind: Not(MESSAGE_RECEIVED) },
      except: await this.unshown(reads, claim, viewer),
    });
    return newestFirst<ThreadEntry>([...messages, ...events]).slice(0, page.limit + 1);
  }

  private async unshown(
    reads: Reads,
    { lane, id: claimId }: ClaimEntity,
    viewer: Pick<Actor, 'role'>,
  ): Promise<string[]> {
    const where = { lane, claimId, kind: ASSIGNED };
    const assigned = await reads.find(ClaimEventEntity, { where, order: { id: 'ASC' } });
    const shown = shownTimeline(assigned, viewer);
    return assigned.filter((line) => !shown.includes(line)).map(({ id }) => id);
  }

  /** Everything that was said on a claim, the oldest first. */
  async messages(reads: Reads, claim: ClaimEntity): Promise<MessageEntity[]> {
    const claimIds = await this.claimIds(reads, claim);
    return reads.find(MessageEntity, {
      where: { lane: claim.lane, claimId: In(claimIds) },
      order: { id: 'ASC' },
    });
  }

  async message(reads: Reads, id: string): Promise<MessageEntity | null> {
    if (!isId(id, 'msg')) return null;
    return reads.findOneBy(MessageEntity, { lane: laneOfId(id), id });
  }

  /** The message with a code that `readMessageCode` has read; null when we have sent none. */
  async messageByCode(
    reads: Reads,
    { lane, code }: NonNullable<ReturnType<typeof readMessageCode>>,
  ): Promise<MessageEntity | null> {
    return reads.findOneBy(MessageEntity, { lane, code });
  }

  /** The files of some messages of one lane, in the order in which they were attached. */
  async attachments(reads: Reads, messages: readonly RowKey[]): Promise<MessageAttachmentEntity[]> {
    return reads.find(MessageAttachmentEntity, {
      where: { lane: laneOf(messages), messageId: In(messages.map(({ id }) => id)) },
      order: { messageId: 'ASC', position: 'ASC' },
    });
  }

  /** The files of messages that came by mail that could not be taken, in their order. */
  async refusedFiles(
    reads: Reads,
    messages: readonly Pick<MessageEntity, 'causedBy'>[],
  ): Promise<InboundMailFileEntity[]> {
    const causes = messages.flatMap(({ causedBy }) => (causedBy === null ? [] : [causedBy]));
    const inboundMailId = In(causes.filter((cause) => isId(cause, 'iml')));
    return reads.find(InboundMailFileEntity, {
      where: { lane: HOUSE_LANE, inboundMailId, refusedCode: Not(IsNull()) },
      order: { inboundMailId: 'ASC', position: 'ASC' },
    });
  }

  /** The claimant's newest mails on a claim since a notice of this kind was posted there last. */
  async mailsSinceNotice(
    reads: Reads,
    claim: ClaimEntity,
    noticeKey: string,
  ): Promise<MessageEntity[]> {
    const ofClaim = { lane: claim.lane, claimId: In(await this.claimIds(reads, claim)) };
    const order = { id: 'DESC' } as const;
    const notice = await reads.findOne(MessageEntity, { where: { ...ofClaim, noticeKey }, order });
    const since = notice === null ? {} : { id: MoreThan(notice.id) };
    const mails = { channel: 'mail', direction: 'in', trust: 'verified' } as const;
    return reads.find(MessageEntity, {
      where: { ...ofClaim, ...mails, ...since },
      order,
      take: MAILS_MAX,
    });
  }

  /** The redacted copies of some messages of one lane, the oldest first. */
  async redactions(reads: Reads, messages: readonly RowKey[]): Promise<MessageRedactionEntity[]> {
    return reads.find(MessageRedactionEntity, {
      where: { lane: laneOf(messages), messageId: In(messages.map(({ id }) => id)) },
      order: { messageId: 'ASC', position: 'ASC' },
    });
  }

  /** How many messages somebody has written on a claim since a time. */
  async writtenSince(
    reads: Reads,
    claim: ClaimKey,
    { authorId, since }: { readonly authorId: string; readonly since: Date },
  ): Promise<number> {
    const { lane, id: claimId } = claim;
    return reads.countBy(MessageEntity, { lane, claimId, authorId, at: MoreThan(since) });
  }

  /** The notes on a claim and on those merged into it, the newest first. For staff alone. */
  async notes(reads: Reads, claim: ClaimEntity, page: PageRequest): Promise<ClaimNoteEntity[]> {
    const claimIds = await this.claimIds(reads, claim);
    return newest(reads, ClaimNoteEntity, 'nte', {
      page,
      where: { lane: claim.lane, claimId: In(claimIds) },
    });
  }

  async note(reads: Reads, id: string): Promise<ClaimNoteEntity | null> {
    if (!isId(id, 'nte')) return null;
    return reads.findOneBy(ClaimNoteEntity, { lane: laneOfId(id), id });
  }

  /** The redacted copies of some notes of one lane, the oldest first. */
  async noteRedactions(
    reads: Reads,
    notes: readonly RowKey[],
  ): Promise<ClaimNoteRedactionEntity[]> {
    return reads.find(ClaimNoteRedactionEntity, {
      where: { lane: laneOf(notes), noteId: In(notes.map(({ id }) => id)) },
      order: { noteId: 'ASC', position: 'ASC' },
    });
  }

  /** The phrase that a claimant has chosen; null when none. For them and our messages to them. */
  async phrase(reads: Reads, partyId: string): Promise<ClaimantPhraseEntity | null> {
    return reads.findOneBy(ClaimantPhraseEntity, { lane: laneOfSeed(partyId), partyId });
  }

  /** The claim, and those that were merged into it: of the same claimant, and one thread. */
  async claimIds(reads: Reads, { lane, id, claimantPartyId }: ClaimEntity): Promise<string[]> {
    const merged = await reads.find(ClaimEntity, {
      select: { id: true },
      where: { lane, claimantPartyId, mergedIntoId: id },
    });
    return [id, ...merged.map((one) => one.id)];
  }
}

interface NewestWish<Row> {
  readonly page: PageRequest;
  readonly where: FindOptionsWhere<Row>;
  /** The ids of rows that are left out. */
  readonly except?: readonly string[];
}

/** The newest rows of a kind before the page's cursor, which may be of another kind. */
async function newest<Row extends { id: string }>(
  reads: Reads,
  entity: EntityTarget<Row>,
  prefix: 'msg' | 'cev' | 'nte',
  { page, where, except = [] }: NewestWish<Row>,
): Promise<Row[]> {
  const before = page.after === undefined ? [] : [LessThan(sameTimeAs(page.after, prefix))];
  const id = And(...before, Not(In(except)));
  return reads.find(entity, {
    where: { ...where, id },
    order: { id: 'DESC' } as never,
    take: page.limit + 1,
  });
}

function laneOf(rows: readonly RowKey[]): number {
  return rows[0]?.lane ?? 0;
}
