import { DomainError } from '@app/kernel';

/**
 * Refuses whoever filed a claim or claims by it where facts are set on which its award depends:
 * `claim.own_hand`.
 */
export function requireNoHandIn(
  claim: { readonly filedBy: string; readonly claimantPartyId: string },
  actor: { readonly id: string; readonly partyId: string | null },
): void {
  if (actor.id !== claim.filedBy && actor.partyId !== claim.claimantPartyId) return;
  throw new DomainError('conflict', 'claim.own_hand', {
    en: 'You have a hand in this claim: another person has to do this.',
    'zh-CN': '您与该索赔有关，须由他人办理。',
  });
}
