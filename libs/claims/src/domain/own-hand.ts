import { DomainError } from '@app/kernel';

/**
 * Refuses whoever claims, by whatever account of theirs, where facts are set on which an award
 * depends: `claim.own_hand`. `claiming` are persons.
 */
export function requireNoHandIn(
  claiming: ReadonlySet<string>,
  { personId }: { readonly personId: string },
): void {
  if (claiming.has(personId)) throw ownHand();
}

/** The refusal of whoever has a hand in a claim: `claim.own_hand`. */
export function ownHand(): DomainError {
  return new DomainError('conflict', 'claim.own_hand', {
    en: 'You have a hand in this claim: another person has to do this. If it is your own, use the account with which you claim.',
    'zh-CN': '您与该索赔有关，须由他人办理。如为您本人的索赔，请使用您的索赔人账号。',
  });
}

/** The hands in a claim with one person more; the machine is nobody. */
export function withHand(
  hands: readonly string[],
  actor: { readonly role: string; readonly personId: string },
): string[] {
  const added = actor.role === 'system' ? [] : [actor.personId];
  return [...new Set([...hands, ...added])].sort();
}
