import { DomainError } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** A claim as the rules of merging see it. */
export interface MergeableClaim {
  readonly id: string;
  readonly claimantPartyId: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly lossType: string;
  readonly currency: string;
  readonly decisionId: string | null;
}

/** What two claims have to share, in words that fit after "they differ in". */
const COMPARED_WORDS = {
  claimantPartyId: { en: 'the claimant', 'zh-CN': '索赔人' },
  packId: { en: 'the guarantee', 'zh-CN': '保障计划' },
  packVersion: { en: 'the version of the guarantee', 'zh-CN': '保障计划版本' },
  lossType: { en: 'the kind of loss', 'zh-CN': '损失类型' },
  currency: { en: 'the currency', 'zh-CN': '币种' },
} as const satisfies Partial<Record<keyof MergeableClaim, Bilingual>>;
type Compared = keyof typeof COMPARED_WORDS;
const COMPARED = Object.keys(COMPARED_WORDS) as readonly Compared[];

/**
 * The two claims, if one may be a duplicate of the other: refuses a claim with itself
 * (`claim.merge_itself`), and another claimant, guarantee, kind of loss or currency
 * (`claim.merge_unlike`, with what differs). Whoever merges may see the claims of everybody.
 */
export function requireAlike<Claim extends MergeableClaim>(
  duplicate: Claim | undefined,
  other: Claim | undefined,
): { duplicate: Claim; other: Claim } {
  if (duplicate === undefined || other === undefined) throw notFound();
  if (duplicate.id === other.id) throw withItself();
  const differing = COMPARED.filter((field) => duplicate[field] !== other[field]);
  if (differing.length > 0) throw unlike(differing);
  return { duplicate, other };
}

/** Refuses a claim on which something was decided once, also when it is open again. */
export function requireUndecided({ decisionId }: Pick<MergeableClaim, 'decisionId'>): void {
  if (decisionId === null) return;
  throw new DomainError('conflict', 'claim.merge_decided', {
    en: 'Something was decided on one of the two claims already. Only claims without a decision can be merged.',
    'zh-CN': '其中一个索赔已有决定，只有尚无决定的索赔才能合并。',
  });
}

/**
 * A duplicate with money on it that was paid ahead: it would be lost to the claim that goes on, and
 * that could be credited for the same payment once more. `claim.merge_credited`.
 */
export function mergeCredited(): DomainError {
  return new DomainError('conflict', 'claim.merge_credited', {
    en: 'Money was paid ahead on this claim, so that it cannot go on in another one. Merge the other claim into this one; where money was paid ahead on both, decide each by itself.',
    'zh-CN':
      '该索赔已有先行垫付款，不能并入其他索赔。请将另一索赔并入本索赔；如两者均有垫付，请分别作出决定。',
  });
}

function notFound(): DomainError {
  return new DomainError('not_found', 'claim.not_found', {
    en: 'There is no such claim.',
    'zh-CN': '没有该索赔。',
  });
}

function withItself(): DomainError {
  return new DomainError(
    'unprocessable',
    'claim.merge_itself',
    {
      en: 'A claim cannot be merged into itself. Name the other one in "intoClaimId".',
      'zh-CN': '索赔不能并入自身，请在 intoClaimId 中填写另一索赔。',
    },
    { field: 'intoClaimId' },
  );
}

function unlike(differing: readonly Compared[]): DomainError {
  const words = differing.map((field) => COMPARED_WORDS[field]);
  return new DomainError(
    'conflict',
    'claim.merge_unlike',
    {
      en: `These claims are not about the same: they differ in ${words.map(({ en }) => en).join(', ')}. Decide each by itself.`,
      'zh-CN': `两个索赔并非同一事项，以下内容不同：${words.map((word) => word['zh-CN']).join('、')}。请分别处理。`,
    },
    { differing },
  );
}
