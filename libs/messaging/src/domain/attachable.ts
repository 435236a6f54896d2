import { DomainError } from '@app/kernel';

/** A file of a claim as far as messages refer to it. */
export interface AttachableFile {
  readonly id: string;
  readonly fileName: string;
}

/** More files than this are evidence of their own, and not part of what somebody says. */
export const ATTACHMENTS_MAX = 20;

/**
 * The files of a claim with these ids, each once, in the order given. Refuses an id that the claim
 * does not have (`message.unknown_file`).
 */
export function attachedFiles<File extends AttachableFile>(
  evidenceIds: readonly string[],
  files: readonly File[],
): File[] {
  return [...new Set(evidenceIds)].map((evidenceId, position) => {
    const file = files.find(({ id }) => id === evidenceId);
    if (file !== undefined) return file;
    throw new DomainError(
      'unprocessable',
      'message.unknown_file',
      {
        en: 'This claim has no file with this id. Hand the file in as evidence first, then name its id here.',
        'zh-CN': '该索赔没有此编号的文件，请先上传为材料，再在此填写其编号。',
      },
      { field: `files[${String(position)}].evidenceId`, saw: evidenceId },
    );
  });
}
