import { DomainError } from '@app/kernel';

/**
 * The version that an `If-Match` header names: the ETag of what was looked at, such as `"3"`. It is
 * required (`request.if_match_missing`), because without it two tabs overwrite each other. What is
 * no ETag of ours fits no version: `request.etag_unknown`.
 */
export function versionOf(header: string | undefined): number {
  if (header === undefined || header.trim() === '') {
    throw new DomainError(
      'invalid',
      'request.if_match_missing',
      {
        en: 'Send the ETag of what you looked at as "If-Match", so that you overwrite nothing that you have not seen.',
        'zh-CN': '请在 If-Match 请求头中填写您所看内容的 ETag，以免覆盖未看到的修改。',
      },
      { field: 'If-Match' },
    );
  }
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw new DomainError(
    'stale',
    'request.etag_unknown',
    {
      en: 'If-Match must repeat the ETag as it was given, quotes included.',
      'zh-CN': 'If-Match 须原样填写返回的 ETag（含引号）。',
    },
    { field: 'If-Match', saw: header.slice(0, 40) },
  );
}
