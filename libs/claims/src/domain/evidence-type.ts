import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** What reviewers can look at safely. No SVG, no HTML, no office files, no archives. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];
export type EvidenceType = PictureType | 'application/pdf';

export function isPicture(mediaType: string): mediaType is PictureType {
  return (PICTURE_TYPES as readonly string[]).includes(mediaType);
}

/** What a sender of something else can do, by what it is. The first that fits. */
const HINTS: readonly (readonly [RegExp, Bilingual])[] = [
  [
    /^image\/(hei[cf]|avif)/,
    {
      en: 'On an iPhone choose Settings, Camera, Formats, Most Compatible, or send a screenshot of the photo.',
      'zh-CN': 'iPhone 请在“设置-相机-格式”中选择“兼容性最佳”，或上传该照片的截图。',
    },
  ],
  [
    /zip$|rar|7z|gzip|x-tar|bzip|x-xz|zstd|x-lz|x-compress|x-iso|cpio|x-ar\b/,
    {
      en: 'Archives are not opened: send the files in it one by one.',
      'zh-CN': '不接受压缩包，请将其中的文件逐个上传。',
    },
  ],
  [
    /officedocument|x-cfb|opendocument|rtf|msword|postscript/,
    {
      en: 'Save the document as a PDF, or send a screenshot of it.',
      'zh-CN': '请将文档另存为 PDF，或上传截图。',
    },
  ],
  [
    /^(video|audio)\/|gif|apng/,
    { en: 'Send a still picture of what matters.', 'zh-CN': '请上传关键画面的静态截图。' },
  ],
];

/**
 * The type of a file by its content, as a parser named it (`found`; null for none that it knows).
 * What its name and its sender say does not count. Anything but JPEG, PNG, WebP and PDF is
 * `evidence.unsupported_type`, with what would be right.
 */
export function requireEvidenceType(found: string | null, sizeBytes: number): EvidenceType {
  if (found !== null && isEvidenceType(found)) return found;
  const saw = sizeBytes === 0 ? 'nothing' : (found ?? 'unknown');
  const seen = SEEN[saw] ?? { en: saw, 'zh-CN': `类型为 ${saw}` };
  const [, hint] = HINTS.find(([form]) => form.test(saw)) ?? [null, NO_HINT];
  throw new DomainError(
    'unsupported_media',
    'evidence.unsupported_type',
    {
      en: `This file is ${seen.en}. Send a JPEG, PNG or WebP picture, or a PDF. ${hint.en}`.trim(),
      'zh-CN': `该文件${seen['zh-CN']}，请上传 JPEG、PNG、WebP 图片或 PDF。${hint['zh-CN']}`,
    },
    { field: 'file', saw },
  );
}

const SEEN: Readonly<Record<string, Bilingual | undefined>> = {
  nothing: { en: 'empty', 'zh-CN': '为空' },
  unknown: { en: 'of no known type', 'zh-CN': '类型未知' },
};
const NO_HINT: Bilingual = { en: '', 'zh-CN': '' };

function isEvidenceType(mediaType: string): mediaType is EvidenceType {
  return mediaType === 'application/pdf' || isPicture(mediaType);
}
