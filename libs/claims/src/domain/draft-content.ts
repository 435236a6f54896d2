import { canonicalize } from 'json-canonicalize';

import { DomainError } from '@app/kernel';

/** What was typed so far, field by field as `POST /v1/claims` names them, right or wrong. */
export type DraftContent = Readonly<Record<string, unknown>>;

/** Twice what a whole claim takes; more is no claim any more. */
const DRAFT_BYTES_MAX = 64 * 1_024;

/** Fields that are not kept in a draft: the device is said when it is filed. */
const NOT_KEPT: readonly string[] = ['device'];

/** What of a draft is kept; `draft.too_large` when that is more than a claim can be. */
export function requireDraftSize(content: DraftContent): Record<string, unknown> {
  const kept = Object.fromEntries(
    Object.entries(content).filter(([field]) => !NOT_KEPT.includes(field)),
  );
  const bytes = Buffer.byteLength(JSON.stringify(kept));
  if (bytes <= DRAFT_BYTES_MAX) return kept;
  const most = String(DRAFT_BYTES_MAX / 1_024);
  throw new DomainError(
    'too_large',
    'draft.too_large',
    {
      en: `A draft holds at most ${most} kB of text. Shorten it, and hand long papers in as files.`,
      'zh-CN': `草稿最多 ${most} kB 文字，请精简；较长的材料请以文件提交。`,
    },
    { field: 'claim', saw: `${String(Math.ceil(bytes / 1_024))} kB` },
  );
}

/** Whether two contents say the same, in whatever order. */
export function isSameContent(one: DraftContent, other: DraftContent): boolean {
  return canonicalize(one) === canonicalize(other);
}
