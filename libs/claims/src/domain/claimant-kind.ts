import { DomainError } from '@app/kernel';
import type { Pack } from '@app/programs';

/** Most victims are people; who is none says so. */
export const DEFAULT_CLAIMANT_KIND = 'individual';

/** Every kind of claimant that any of these packs speaks of, by name. */
export function claimantKinds(packs: readonly Pack[]): string[] {
  return [...new Set(packs.flatMap(({ eligible }) => eligible.claimants))].sort();
}

/**
 * Refuses a kind of claimant that nobody knows (`claim.unknown_claimant_kind`, with those that are
 * known). Whether the claim's own pack covers the kind is for the assessment to say.
 */
export function requireClaimantKind(kind: string, known: readonly string[]): string {
  if (known.includes(kind)) return kind;
  throw new DomainError(
    'unprocessable',
    'claim.unknown_claimant_kind',
    {
      en: `"${kind}" is no kind of claimant that we know. Choose one of: ${known.join(', ')}; leave it out for a person.`,
      'zh-CN': `没有“${kind}”这一索赔人类型，可选：${known.join('、')}；个人可不填。`,
    },
    { field: 'claimantKind', saw: kind, allowed: known },
  );
}
