import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { AddDraftFile, CORRESPONDENCE, DraftQueries, StartDraft } from '@app/claims';
import type { ClaimDraftEntity, DraftContent } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { Addressing } from '../mail/addressing';
import { languageOf } from '../domain/mail-answering';
import { noSuchMail } from '../domain/mail-refusals';
import { keptText } from '../domain/mail-text';
import { isLinkGood, readMailToken } from '../domain/mail-token';
import { foreignLinks } from '../domain/own-links';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';

export interface MailToDraft {
  /** The word of the link in our answer; staff may name the mail by its id instead. */
  readonly token: string;
  /** Whose payments it is about, when an agent goes on with it. */
  readonly claimantPartyId: string | null;
}

/** As long as a claim's own story may be. */
const NARRATIVE_CHARS_MAX = 5_000;

/** Makes the draft of a claim of a mail, for whoever has its link, or an agent for them. */
@Injectable()
export class DraftMail {
  constructor(
    private readonly mails: InboundMailQueries,
    private readonly startDraft: StartDraft,
    private readonly addDraftFile: AddDraftFile,
    private readonly drafts: DraftQueries,
    private readonly audit: AuditTrail,
    private readonly addressing: Addressing,
    private readonly clock: Clock,
  ) {}

  /**
   * A mail becomes one draft; whoever comes again gets it, and everybody else is told that there is
   * no such mail. Refuses `mail.not_found` and what `StartDraft` refuses.
   */
  async run(
    tx: Tx,
    actor: Actor,
    { token, claimantPartyId }: MailToDraft,
  ): Promise<ClaimDraftEntity> {
    const row = await this.mailOf(tx, actor, token);
    if (row === null) throw noSuchMail();
    if (row.draftId !== null) return this.again(tx, actor, row.draftId);
    if (row.state !== 'unclaimed') throw noSuchMail();
    const content = contentOf(row);
    const draft = await this.startDraft.run(tx, actor, { claimantPartyId, content });
    await this.addFiles(tx, actor, row, draft);
    const { lane, id } = row;
    const now = this.clock.now();
    const drafted = { state: 'drafted' as const, draftId: draft.id };
    await tx.update(
      InboundMailEntity,
      { lane, id },
      { ...drafted, settledBy: actor.id, settledAt: now },
    );
    await this.audit.record(tx, {
      lane: draft.lane,
      actor,
      action: 'mail.drafted',
      objectId: draft.id,
      facts: { inboundMailId: id },
    });
    return draft;
  }

  private async mailOf(tx: Tx, actor: Actor, token: string): Promise<InboundMailEntity | null> {
    const id = readMailToken(token, this.addressing.key);
    if (id === null && actor.role === 'claimant') return null;
    const row = await this.mails.locked(tx, id ?? token);
    const isGood =
      actor.role !== 'claimant' || isLinkGood(row?.receivedAt ?? null, this.clock.now());
    return isGood ? row : null;
  }

  private async again(tx: Tx, actor: Actor, draftId: string): Promise<ClaimDraftEntity> {
    const draft = await this.drafts.visible(tx, actor, draftId);
    if (draft === null) throw noSuchMail();
    return draft;
  }

  /** What finds no room on the draft is in the mail still, and no ground to refuse the rest. */
  private async addFiles(
    tx: Tx,
    actor: Actor,
    row: InboundMailEntity,
    { id: draftId }: ClaimDraftEntity,
  ): Promise<void> {
    for (const { name, sha256, sizeBytes, mediaType } of await this.mails.files(tx, [row])) {
      if (sha256 === null || mediaType === null) continue;
      const about = { draftId, item: CORRESPONDENCE.id, fileName: name, description: null };
      const file = { ...about, file: { sha256, sizeBytes }, mediaType };
      try {
        await tx.transaction((inner) => this.addDraftFile.run(inner as Tx, actor, file));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }
}

/** As much of a claim as a mail says. Its sender looks it over before it is filed. */
function contentOf({ subject, body, fromAddress, fromName }: InboundMailEntity): DraftContent {
  const words = [subject ?? '', body ?? ''].filter((part) => part !== '').join('\n\n');
  // Some programs write the address for the name as well, which no claim takes for one.
  const name = fromName === null || foreignLinks(fromName, []).length > 0 ? '' : fromName;
  return {
    narrative: keptText(words, NARRATIVE_CHARS_MAX),
    contact: {
      ...(name === '' ? {} : { name: keptText(name, 100) }),
      ...(fromAddress === null ? {} : { email: fromAddress }),
      locale: languageOf(words),
    },
  };
}
