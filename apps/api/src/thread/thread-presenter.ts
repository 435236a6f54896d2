import { Injectable } from '@nestjs/common';

import { ClaimEventEntity, ClaimQueries, EvidenceQueries, evidenceStage } from '@app/claims';
import type { ClaimEntity, PreparedEvidence } from '@app/claims';
import { ThreadQueries, noticeTexts } from '@app/messaging';
import type {
  InboundMailFileEntity,
  MessageAttachmentEntity,
  MessageEntity,
  MessageRedactionEntity,
  ThreadEntry,
} from '@app/messaging';
import type { Actor, Reads } from '@app/platform';

import { presentRedactable } from './redactable';

/** As whom somebody reads. */
type Viewer = Pick<Actor, 'role'>;

/** What belongs to the messages of one page. */
interface Belongings {
  readonly attachments: readonly MessageAttachmentEntity[];
  readonly refused: readonly InboundMailFileEntity[];
  readonly redactions: readonly MessageRedactionEntity[];
  readonly files: readonly PreparedEvidence[];
  readonly claimantName: string | null;
}

/** Shows what was said and what happened on a claim, in one order. */
@Injectable()
export class ThreadPresenter {
  constructor(
    private readonly threads: ThreadQueries,
    private readonly claims: ClaimQueries,
    private readonly evidence: EvidenceQueries,
  ) {}

  async present(
    reads: Reads,
    entries: readonly ThreadEntry[],
    { claim, viewer }: { readonly claim: ClaimEntity; readonly viewer: Viewer },
  ): Promise<object[]> {
    const messages = entries.flatMap((entry) => (isEvent(entry) ? [] : [entry]));
    const belongings = await this.belongings(reads, claim, messages);
    return entries.map((entry) =>
      isEvent(entry) ? presentEvent(entry, viewer) : presentMessage(entry, belongings, viewer),
    );
  }

  private async belongings(
    reads: Reads,
    claim: ClaimEntity,
    messages: readonly MessageEntity[],
  ): Promise<Belongings> {
    const attachments = await this.threads.attachments(reads, messages);
    const files: PreparedEvidence[] = [];
    for (const { evidenceId } of attachments) {
      const file = await this.evidence.byId(reads, evidenceId);
      if (file !== null) files.push(file);
    }
    const contact = await this.claims.contact(reads, claim);
    return {
      attachments,
      refused: await this.threads.refusedFiles(reads, messages),
      redactions: await this.threads.redactions(reads, messages),
      files,
      claimantName: contact?.name ?? null,
    };
  }
}

function isEvent(entry: ThreadEntry): entry is ClaimEventEntity {
  return entry.id.startsWith('cev_');
}

/** Claimants see which side acted, not which person: staff are not to be found out. */
function presentEvent(event: ClaimEventEntity, viewer: Viewer): object {
  const { id, at, kind, actorId, actorRole, summary } = event;
  const actor = viewer.role === 'claimant' ? { role: actorRole } : { id: actorId, role: actorRole };
  return { type: 'event', id, at: at.toISOString(), kind, actor, summary };
}

function presentMessage(message: MessageEntity, belongings: Belongings, viewer: Viewer): object {
  const { id, claimId, direction, channel, trust, at, code, inReplyTo } = message;
  const { attachments, refused, redactions, files } = belongings;
  const copies = redactions.filter(({ messageId }) => messageId === id);
  return {
    type: 'message',
    id,
    claimId,
    at: at.toISOString(),
    direction,
    channel,
    author: authorOf(message, belongings, viewer),
    ...presentRedactable(message, copies, viewer),
    trust,
    code,
    inReplyTo,
    notice: noticeOf(message, copies.length > 0),
    files: attachments
      .filter(({ messageId }) => messageId === id)
      .map((attachment) => presentFile(attachment, files)),
    refusedFiles: refused
      .filter(({ inboundMailId }) => inboundMailId === message.causedBy)
      .map(({ name, refusedCode: code, refusedText: text }) => ({ name, code, text })),
  };
}

/** A notice in both languages, unless something in it is blackened: the copy has the words then. */
function noticeOf(
  { noticeKey: key, noticeParams }: MessageEntity,
  isRedacted: boolean,
): object | null {
  if (key === null) return null;
  return { key, texts: isRedacted ? null : noticeTexts(key, noticeParams ?? {}) };
}

/** Staff write under their name. Whoever wrote from an address that nobody knows has their own. */
function authorOf(message: MessageEntity, { claimantName }: Belongings, viewer: Viewer): object {
  const { authorId, authorRole: role, authorName } = message;
  const name = authorName ?? (message.trust === 'verified' ? claimantName : null);
  return viewer.role === 'claimant' ? { role, name } : { id: authorId, role, name };
}

function presentFile(
  attachment: MessageAttachmentEntity,
  files: readonly PreparedEvidence[],
): object {
  const { evidenceId, name } = attachment;
  const file = files.find(({ evidence }) => evidence.id === evidenceId);
  if (file === undefined) return { evidenceId, name };
  const { claimId, item, mediaType, sizeBytes } = file.evidence;
  const state = evidenceStage(file.preparation);
  return { evidenceId, claimId, name, item, mediaType, size: sizeBytes, state };
}
