import { isHostAddress, maskedAddress } from '@app/messaging';
import type { AttachedFiles, InboundMailEntity, InboundMailFileEntity } from '@app/messaging';
import type { Actor } from '@app/platform';

/**
 * A mail that came in. Whoever works on cases sees whose it is and what it says; operators see what
 * became of it, and all of what was written to the postmaster.
 */
export function presentInboundMail(
  mail: InboundMailEntity,
  files: readonly InboundMailFileEntity[],
  { role }: Pick<Actor, 'role'>,
): object {
  const seesWords = role !== 'operator' || isHostAddress(mail.recipient, null);
  const { fromAddress } = mail;
  return {
    id: mail.id,
    state: mail.state,
    reason: mail.reason,
    receivedAt: mail.receivedAt.toISOString(),
    readAt: mail.readAt?.toISOString() ?? null,
    from: seesWords || fromAddress === null ? fromAddress : maskedAddress(fromAddress),
    ...(seesWords ? { name: mail.fromName, subject: mail.subject, body: mail.body } : {}),
    claimId: mail.claimId,
    messageId: mail.messageId,
    draftId: mail.draftId,
    settledBy: mail.settledBy,
    settledAt: mail.settledAt?.toISOString() ?? null,
    sha256: mail.sha256,
    size: mail.sizeBytes,
    files: files
      .filter(({ inboundMailId }) => inboundMailId === mail.id)
      .map((file) => presentFile(file, seesWords)),
  };
}

function presentFile(file: InboundMailFileEntity, seesWords: boolean): object {
  const { name, sha256, mediaType, sizeBytes, refusedCode, refusedText } = file;
  return {
    ...(seesWords ? { name } : {}),
    sha256,
    mediaType,
    size: sizeBytes,
    refused: refusedCode === null ? null : { code: refusedCode, text: refusedText },
  };
}

/** What became of the files of a mail that was accepted. */
export function presentAccepted({ count, refused }: AttachedFiles): object {
  return { files: count, refused: refused.map(({ name, code, text }) => ({ name, code, text })) };
}
