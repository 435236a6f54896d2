import type { Bilingual } from '@app/kernel';

import type { PictureType } from './evidence-type';
import type { PdfReading } from './pdf-text';
import { hasMoreBehindPicture } from './picture-end';

/** What a reviewer should know of a file before opening it, and its sender may want to change. */
export const EVIDENCE_CAUTIONS = {
  encrypted: {
    en: 'The PDF is protected. If it asks for a password, write it in the description or hand in a copy without one.',
    'zh-CN': '该 PDF 已加密。若打开需要密码，请在说明中注明，或上传无密码的副本。',
  },
  hidden: {
    en: 'Parts of the PDF could not be looked into, and may hold anything that such a file can. Open it in a viewer that runs no scripts.',
    'zh-CN': '该 PDF 的部分内容无法检查，可能含有脚本或附件，请使用不执行脚本的阅读器打开。',
  },
  appended: {
    en: 'Behind the end of the picture or document stands something else, which was not looked into. Telephones put short films there; it may also be a hidden file. The copy of a picture is without it.',
    'zh-CN':
      '该文件末尾之后附有其他内容，未经检查：可能是手机附带的短视频，也可能是隐藏的文件。图片副本中不含这些内容。',
  },
  script: {
    en: 'The PDF holds a script. Open it in a viewer that runs none.',
    'zh-CN': '该 PDF 含有脚本，请使用不执行脚本的阅读器打开。',
  },
  program: {
    en: 'The PDF wants to start a program. Do not allow it.',
    'zh-CN': '该 PDF 试图启动其他程序，请勿允许。',
  },
  attachments: {
    en: 'The PDF carries other files, which were not looked into. Do not open them.',
    'zh-CN': '该 PDF 内附其他文件，未经检查，请勿打开。',
  },
  form: {
    en: 'The PDF holds a form that can send what is typed into it elsewhere.',
    'zh-CN': '该 PDF 含有可向外提交内容的表单。',
  },
} as const satisfies Record<string, Bilingual>;
export type EvidenceCaution = keyof typeof EVIDENCE_CAUTIONS;

/** By the names of ISO 32000 that a PDF uses, wherever they stand in it. */
const BY_NAME: readonly (readonly [EvidenceCaution, readonly string[]])[] = [
  ['encrypted', ['Encrypt']],
  ['script', ['JavaScript']],
  ['program', ['Launch']],
  ['attachments', ['EmbeddedFile', 'EmbeddedFiles', 'RichMedia']],
  ['form', ['SubmitForm', 'ImportData', 'XFA']],
];

/** The cautions about a PDF, by the names in it and by what could not be seen of it. */
export function pdfCautions({ names, isHidden, hasMore }: PdfReading): EvidenceCaution[] {
  const named = BY_NAME.filter(([, telling]) => telling.some((name) => names.has(name)));
  return [
    ...(isHidden ? (['hidden'] as const) : []),
    ...(hasMore ? (['appended'] as const) : []),
    ...named.map(([caution]) => caution),
  ];
}

/** The cautions about a picture. */
export function pictureCautions(content: Buffer, mediaType: PictureType): EvidenceCaution[] {
  return hasMoreBehindPicture(content, mediaType) ? ['appended'] : [];
}
