import { DomainError } from '@app/kernel';

/**
 * Refuses whoever claims, by whatever account of theirs, where facts are set on which an award
 * depends: `claim.own_hand`. `claiming` are persons.
 */
export function requireNoHandIn(
  claiming: ReadonlySet<string>,
  { personId }: { readonly personId: string },
): void {
  if (!claiming.has(personId)) return;
  throw new DomainError('conflict', 'claim.own_hand', {
    en: 'You have a hand in this claim: another person has to do this.',
    'zh-CN': '您与该索赔有关，须由他人办理。',
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
