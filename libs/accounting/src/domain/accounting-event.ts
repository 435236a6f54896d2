import type { Lane } from '@app/kernel';
import type { Money } from '@app/money';

/** What happened, in the words of the books. `libs/accounting/README.md` lists the numbers. */
export type AccountingEvent =
  /** The company pays a contribution into the guarantee fund. */
  | { readonly code: 'E01'; readonly money: Money }
  /** A claim is filed: the gross claim, as a memo. */
  | { readonly code: 'E04'; readonly money: Money }
  /** The case reserve is set to the best estimate within the policy. */
  | { readonly code: 'E05'; readonly money: Money }
  /** The case reserve is raised or lowered. */
  | { readonly code: 'E07'; readonly from: Money; readonly to: Money }
  /** An award is final: reserve becomes payable. The reserve must equal the award (E07 first). */
  | { readonly code: 'E09'; readonly money: Money }
  /** A claim is denied or withdrawn: what is left of the reserve is released, the memo reversed. */
  | { readonly code: 'E10'; readonly reserve: Money; readonly claimed: Money }
  /** A payout is handed to a rail. */
  | { readonly code: 'E15'; readonly money: Money; readonly rail: string }
  /** A payout is proven to have settled. */
  | { readonly code: 'E16'; readonly money: Money; readonly rail: string }
  /** A payout is proven to have failed before it settled. */
  | { readonly code: 'E17'; readonly money: Money; readonly rail: string }
  /** A rail's balance is topped up from the fund. */
  | { readonly code: 'E22'; readonly money: Money; readonly rail: string };

export interface EventContext {
  readonly lane: Lane;
  readonly claimId: string | null;
  readonly actor: string;
  readonly occurredAt: Date;
  /** The record that causes the booking; with the event's code it names the booking for ever. */
  readonly causeId: string;
  /** `packId@version` of the claim; absent for the house's own bookings. */
  readonly pack?: string;
}
