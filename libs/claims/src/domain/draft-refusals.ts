import { DomainError } from '@app/kernel';

/** A draft that is filed, removed, expired, a stranger's, or never was: it looks alike. */
export function noSuchDraft(): DomainError {
  return new DomainError('not_found', 'draft.not_found', {
    en: 'There is no such draft among yours. It may have been filed, removed, or have expired: GET /v1/claim-drafts lists your drafts, GET /v1/claims your claims.',
    'zh-CN':
      '您没有该草稿，可能已提交、删除或过期。草稿见 GET /v1/claim-drafts，索赔见 GET /v1/claims。',
  });
}

/** Refuses a change of what is another version by now: `draft.stale`. */
export function requireVersion(version: number, expected: number): void {
  if (version === expected) return;
  throw new DomainError(
    'stale',
    'draft.stale',
    {
      en: `The draft has changed since you looked at it: you had version ${String(expected)}, it is version ${String(version)} now. Load it again and add what you typed.`,
      'zh-CN': `草稿已被修改：您看到的是第 ${String(expected)} 版，现为第 ${String(version)} 版。请重新加载后再补充您填写的内容。`,
    },
    { field: 'If-Match', saw: String(expected), version },
  );
}

/** Refuses to file for somebody else than the draft was begun for: `draft.other_party`. */
export function requireSameParty(partyId: string, typed: string | null): void {
  if (typed === null || typed === partyId) return;
  throw otherParty(typed);
}

function otherParty(saw: string): DomainError {
  return new DomainError(
    'unprocessable',
    'draft.other_party',
    {
      en: 'This draft was begun for somebody else. Begin another draft for this claimant.',
      'zh-CN': '该草稿是为其他索赔人创建的，请为此索赔人另建草稿。',
    },
    { field: 'claimantPartyId', saw },
  );
}
