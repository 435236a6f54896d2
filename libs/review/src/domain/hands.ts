import { DomainError } from '@app/kernel';

/** The persons (not accounts, not roles) who have a hand in a claim already. */
export interface HandsOnClaim {
  /** Who filed it, claims by it, or said where its money goes. */
  readonly claiming: ReadonlySet<string>;
  /** Who decided, approved, returned or recalled before it was opened again. */
  readonly earlier: ReadonlySet<string>;
  /** Who took a decision on it, however that ended. */
  readonly deciding: ReadonlySet<string>;
  /** Who has approved the decision in question already. */
  readonly approving: ReadonlySet<string>;
}

/** Whose eyes are to be counted. */
interface Person {
  readonly personId: string;
  readonly partyId: string | null;
}

/**
 * Refuses whoever claims (`decision.own_claim`), and on a claim that is open again whoever had a
 * hand in its earlier decisions (`decision.own_hand`): an appeal goes to somebody else.
 */
export function requireMayDecide(
  actor: Person,
  { claimantPartyId }: { readonly claimantPartyId: string },
  hands: HandsOnClaim,
): void {
  if (actor.partyId === claimantPartyId || hands.claiming.has(actor.personId)) {
    throw new DomainError('conflict', 'decision.own_claim', {
      en: 'You have a hand in this claim: another person has to decide it.',
      'zh-CN': '您与该索赔有关，须由他人作出决定。',
    });
  }
  if (hands.earlier.has(actor.personId)) {
    throw new DomainError('conflict', 'decision.own_hand', {
      en: 'You had a hand in an earlier decision on this claim: it is looked at again by somebody else.',
      'zh-CN': '您参与过该索赔此前的决定，本次须由他人审理。',
    });
  }
}

/** Refuses whoever has any hand in the claim, or approved this decision: `approval.own_hand`. */
export function requireMayApprove(
  actor: Person,
  { claimantPartyId }: { readonly claimantPartyId: string },
  hands: HandsOnClaim,
): void {
  const { claiming, earlier, deciding, approving } = hands;
  const isTheirs = [claiming, earlier, deciding, approving].some((persons) =>
    persons.has(actor.personId),
  );
  if (!isTheirs && actor.partyId !== claimantPartyId) return;
  throw new DomainError('conflict', 'approval.own_hand', {
    en: 'You have a hand in this claim already: another person has to approve it.',
    'zh-CN': '您已参与该索赔，须由另一人复核。',
  });
}
