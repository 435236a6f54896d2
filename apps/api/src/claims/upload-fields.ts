import { DomainError } from '@app/kernel';

import { ITEM_LENGTH_MAX } from './evidence.dto';

type Fields = Readonly<Record<string, string>>;

/** A text field of a multipart upload; null when it is absent or blank. */
export function textField(fields: Fields, name: string, lengthMax: number): string | null {
  const value = fields[name];
  if (value === undefined || value.trim() === '') return null;
  if (value.length <= lengthMax && !/[\p{Surrogate}\0]/u.test(value)) return value.trim();
  throw new DomainError(
    'invalid',
    'upload.field_malformed',
    {
      en: `"${name}" must be text of at most ${String(lengthMax)} characters.`,
      'zh-CN': `${name} 须为不超过 ${String(lengthMax)} 个字符的文本。`,
    },
    { field: name },
  );
}

/** The item of the evidence list that a file is for; `evidence.item_missing` without one. */
export function itemOf(fields: Fields): string {
  const item = textField(fields, 'item', ITEM_LENGTH_MAX);
  if (item !== null) return item;
  throw new DomainError(
    'invalid',
    'evidence.item_missing',
    {
      en: 'Say in the field "item" which item of the claim\'s evidence list this file is for.',
      'zh-CN': '请在 item 字段注明该文件对应材料清单中的哪一项。',
    },
    { field: 'item' },
  );
}

/**
 * Where a part begins, from the header `Upload-Offset` (the name that the IETF's resumable uploads
 * have for it); `upload.offset_missing` without one.
 */
export function uploadOffset(header: string | string[] | undefined): number {
  if (typeof header === 'string' && /^(0|[1-9]\d{0,8})$/.test(header)) return Number(header);
  throw new DomainError(
    'invalid',
    'upload.offset_missing',
    {
      en: 'Say in the header "Upload-Offset" at which byte this part begins; 0 is the first.',
      'zh-CN': '请在请求头 Upload-Offset 中注明本段的起始字节，首字节为 0。',
    },
    { field: 'Upload-Offset' },
  );
}
