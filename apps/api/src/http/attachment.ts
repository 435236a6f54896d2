import type { Response } from 'express';

/** The endings by which machines open files; whatever its sender called it, a file has its own. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/xml': 'xml',
};
/** The ending that its sender gave a file. */
const GIVEN_ENDING = /\.[\p{L}\p{N}]{1,8}$/u;
const STEM_LENGTH_MAX = 100;
/** What file systems forbid, what directs shells and screens, and dots in front. */
const UNSAFE = /[<>:"/\\|?*`$;&\p{Cc}\p{Cf}\p{Surrogate}]/gu;

export interface Attachment {
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Its name where only ASCII is understood. */
  readonly id: string;
}

/** The ending of a file by its content, without the point. */
export function endingOf(mediaType: string): string {
  return ENDINGS[mediaType] ?? 'bin';
}

/** The name of a file without the ending that it was given. */
export function withoutEnding(fileName: string): string {
  return fileName.replace(GIVEN_ENDING, '');
}

/**
 * The header that makes a browser save a file, with its name in both forms of RFC 6266: plain ASCII
 * for old clients, and RFC 8187 for all others. The ending is that of its content.
 */
export function contentDisposition({ fileName, mediaType, id }: Attachment): string {
  const ending = endingOf(mediaType);
  const stem = withoutEnding(fileName)
    .replace(UNSAFE, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const name = [...(stem === '' ? id : stem)].slice(0, STEM_LENGTH_MAX).join('');
  const encoded = encodeURIComponent(`${name}.${ending}`).replace(/['()*!]/g, (letter) => {
    const code = letter.charCodeAt(0).toString(16).toUpperCase();
    return `%${code}`;
  });
  return `attachment; filename="${id}.${ending}"; filename*=UTF-8''${encoded}`;
}

/** What a stranger sent is only ever a download: no browser shows or runs it, or keeps it. */
export function setAttachmentHeaders(response: Response, attachment: Attachment): void {
  response.setHeader('Content-Type', attachment.mediaType);
  response.setHeader('Content-Length', attachment.sizeBytes);
  response.setHeader('Content-Disposition', contentDisposition(attachment));
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private, no-store');
}
