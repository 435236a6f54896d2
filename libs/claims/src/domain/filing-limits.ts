import { DomainError } from '@app/kernel';

const DAY_MS = 24 * 3_600_000;
const DRAFT_DAYS = 30;

/** When a draft that is not touched any more goes. */
export function draftExpiry(changedAt: Date): Date {
  return new Date(changedAt.getTime() + DRAFT_DAYS * DAY_MS);
}

/**
 * Refuses one claim too many within 24 hours (`claim.too_many`), and says when the next one can be
 * filed. `oldestOfMost` is when the claim was filed that has to be a day old by then: the
 * `claimsMax`-th newest of the party; null when there are fewer.
 */
export function requireWithinDay(
  oldestOfMost: Date | null,
  { claimsMax, now }: { readonly claimsMax: number; readonly now: Date },
): void {
  const againAt = new Date((oldestOfMost?.getTime() ?? 0) + DAY_MS);
  if (againAt <= now) return;
  const again = againAt.toISOString();
  const most = String(claimsMax);
  throw new DomainError(
    'too_many_requests',
    'claim.too_many',
    {
      en: `${most} claims were filed for this person within 24 hours, and that is the most there can be. The next one can be filed at ${again}. Until then keep what you have typed as a draft: POST /v1/claim-drafts.`,
      'zh-CN': `24 小时内已为该人提交 ${most} 份索赔，达到上限。${again} 起可再次提交；此前可先存为草稿（POST /v1/claim-drafts），内容不会丢失。`,
    },
    {
      againAt: again,
      retryAfterSeconds: Math.ceil((againAt.getTime() - now.getTime()) / 1_000),
    },
  );
}

/** Refuses one draft too many: `draft.too_many`. */
export function requireRoomForDraft(
  held: number,
  { draftsMax }: { readonly draftsMax: number },
): void {
  if (held < draftsMax) return;
  const most = String(draftsMax);
  throw new DomainError('conflict', 'draft.too_many', {
    en: `There are ${most} drafts already, and that is the most there can be. File or remove one of them first.`,
    'zh-CN': `已有 ${most} 份草稿，达到上限，请先提交或删除其中一份。`,
  });
}
