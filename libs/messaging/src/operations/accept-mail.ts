import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ClaimEntity, HearClaimant, requireNotOwn } from '@app/claims';
import { Clock, laneOfId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { noSuchMail, notHeld } from '../domain/mail-refusals';
import { InboundMailQueries } from '../mail/inbound-mail.queries';
import { goingOn } from '../mail/mail-target';
import { InboundMailEntity } from '../persistence/inbound-mail.entity';
import { ThreadQueries } from '../thread.queries';
import { AttachMailFiles } from './attach-mail-files';
import type { AttachedFiles } from './attach-mail-files';
import { senderOf } from './file-mail';
import { TellOfFiles } from './tell-of-files';

/** Somebody of ours has made sure that a mail from an unknown address is the claimant's. */
@Injectable()
export class AcceptMail {
  constructor(
    private readonly mails: InboundMailQueries,
    private readonly threads: ThreadQueries,
    private readonly hearClaimant: HearClaimant,
    private readonly attachMailFiles: AttachMailFiles,
    private readonly tellOfFiles: TellOfFiles,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Its files become evidence, within the limits of uploads; what is refused is named to whoever
   * accepts it, and on the thread to the claimant, who sent it. Refuses `mail.not_found`,
   * `mail.not_held` and staff on their own claim. What the message says stays marked as it came.
   */
  async run(tx: Tx, actor: Actor, inboundMailId: string): Promise<AttachedFiles> {
    const row = await this.mails.locked(tx, inboundMailId);
    if (row === null) throw noSuchMail();
    const { lane, id, state, claimId, messageId } = row;
    const message = messageId === null ? null : await this.threads.message(tx, messageId);
    if (state !== 'held' || claimId === null || message === null) throw notHeld(state);
    const claimKey = { lane: laneOfId(claimId), id: claimId };
    const named = await tx.findOneByOrFail(ClaimEntity, claimKey);
    await requireNotOwn(tx, actor, named);
    const claim = await goingOn(tx, named);
    const came = await this.mails.files(tx, [row]);
    const files = came.flatMap((file) =>
      file.sha256 === null || file.mediaType === null
        ? []
        : [
            {
              position: file.position,
              name: file.name,
              file: { sha256: file.sha256, sizeBytes: file.sizeBytes },
              mediaType: file.mediaType,
            },
          ],
    );
    const sender = senderOf({ claim, row });
    // It was theirs after all: what was closed for want of an answer is open for its files.
    await this.hearClaimant.run(tx, sender, { claimId: claim.id, wantsAnswer: true });
    const attached = await this.attachMailFiles.run(tx, sender, { claim, message }, files);
    const refused = came.flatMap(({ name, refusedText: text }) =>
      text === null ? [] : [{ name, text }],
    );
    await this.tellOfFiles.run(
      tx,
      { claim, row },
      { ...attached, refused: [...refused, ...attached.refused] },
    );
    const settled = {
      state: 'accepted' as const,
      settledBy: actor.id,
      settledAt: this.clock.now(),
    };
    await tx.update(InboundMailEntity, { lane, id }, settled);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'mail.accepted',
      objectId: claim.id,
      facts: { inboundMailId: id, messageId: message.id, files: attached.count },
    });
    return attached;
  }
}
