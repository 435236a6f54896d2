import { fileTypeFromStream } from 'file-type';

import { DomainError } from '@app/kernel';
import type { FileStore } from '@app/platform';

/** What reviewers can look at safely. No SVG, no HTML, no office files, no archives. */
const ACCEPTED = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

/**
 * The type of a stored file by its content; what its name and its sender say does not count.
 * Anything but JPEG, PNG, WebP and PDF is refused.
 */
export async function evidenceMediaType(files: FileStore, sha256: string): Promise<string> {
  const content = files.read(sha256);
  try {
    const found = await fileTypeFromStream(content);
    if (found !== undefined && ACCEPTED.includes(found.mime)) return found.mime;
    throw new DomainError(
      'unsupported_media',
      'evidence.unsupported_type',
      {
        en: `This file is ${found?.mime ?? 'of no known type'}. Send a JPEG, PNG or WebP picture, or a PDF.`,
        'zh-CN': `该文件类型为 ${found?.mime ?? '未知'}，请上传 JPEG、PNG、WebP 图片或 PDF。`,
      },
      { field: 'file', saw: found?.mime ?? 'unknown' },
    );
  } finally {
    content.destroy();
  }
}
