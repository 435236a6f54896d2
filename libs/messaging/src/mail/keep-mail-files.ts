import type { InspectedFile } from '@app/claims';
import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import { MAIL_FILES_MAX } from '../domain/inbound-mail';
import type { MailFile } from './parse-mail';

/** A file of a mail: kept, or refused with what its sender can do. */
export interface LookedAtFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly kept: InspectedFile | null;
  readonly refused: { readonly code: string; readonly text: Bilingual } | null;
}

const TOO_MANY = {
  code: 'mail.too_many_files',
  text: {
    en: `One mail brings at most ${String(MAIL_FILES_MAX)} files. Send the rest in another one.`,
    'zh-CN': `每封邮件最多 ${String(MAIL_FILES_MAX)} 个附件，其余请另发一封邮件。`,
  },
};

/** Looks at a file as if it were uploaded, and keeps it if it may be evidence; else throws. */
export type KeepFile = (content: Buffer) => Promise<InspectedFile>;

/**
 * Has each file of a mail looked at, and says of each what became of it. Throws only what may be
 * otherwise in a minute: then the whole mail is read again.
 */
export async function keepMailFiles(
  files: readonly MailFile[],
  keep: KeepFile,
): Promise<LookedAtFile[]> {
  const looked: LookedAtFile[] = [];
  for (const { name, content } of files) {
    const sizeBytes = content.length;
    const refused = looked.length >= MAIL_FILES_MAX ? TOO_MANY : null;
    const seen = refused === null ? await keepOne(content, keep) : { kept: null, refused };
    looked.push({ name, sizeBytes, ...seen });
  }
  return looked;
}

async function keepOne(
  content: Buffer,
  keep: KeepFile,
): Promise<Pick<LookedAtFile, 'kept' | 'refused'>> {
  try {
    return { kept: await keep(content), refused: null };
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
    return { kept: null, refused: { code: error.code, text: error.text } };
  }
}
