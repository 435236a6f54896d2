/**
 * What two people found out about a payout, with evidence in hand: that it was paid or was not,
 * that the rail surely has not taken it and it is to be sent again, or what becomes of money that
 * came back and that nobody collects.
 */
export type PeopleAnswer =
  | {
      readonly found: 'paid';
      /** The rail's or the bank's number of the transfer; null when it is known already. */
      readonly transferId: string | null;
      readonly settledAt: Date;
    }
  | { readonly found: 'not_paid' }
  | { readonly found: 'to_be_sent_again' }
  | { readonly found: UnclaimedEnd };

/** Money that nobody collects goes to its legal owner, or is ours after the limitation. */
export type UnclaimedEnd = 'paid_to_state' | 'released';

export const UNCLAIMED_ENDS: readonly UnclaimedEnd[] = ['paid_to_state', 'released'];
