import type { Lane } from '@app/kernel';
import type { Money } from '@app/money';

/** Whose cash moves: the house's own (1010) or the restricted cash of the fund (1020). */
export type CashSource = 'operating_cash' | 'fund';

/** A part of money that came back: kept, passed on, or owed to the victim beyond the award. */
export type RecoveredPart =
  | { readonly of: 'house'; readonly money: Money }
  | { readonly of: 'institution'; readonly money: Money; readonly counterparty: string }
  | { readonly of: 'victim'; readonly money: Money };

interface Amount {
  readonly money: Money;
}

interface RailAmount extends Amount {
  readonly rail: string;
}

interface CounterpartyAmount extends Amount {
  readonly counterparty: string;
}

/** What is set anew to a new amount; the difference is booked. */
interface Change {
  readonly from: Money;
  readonly to: Money;
}

/**
 * What happened, in the words of the books: DOMAIN §3.2, and `libs/accounting/README.md` with the
 * accounts. `variant` tells which of an event's bookings is meant; one cause may have both, so it
 * is part of the booking's name. E18 (outcome unknown) books nothing, E11b is a line of E11 and
 * E13, and E36 is made of the journal that it corrects (`reversalOf`): these three are not here.
 */
export type AccountingEvent =
  /** The company pays a contribution into the guarantee fund. */
  | ({ readonly code: 'E01' } & Amount)
  /** Merchants or users pay a contribution in advance; it is earned over time. */
  | ({ readonly code: 'E02'; readonly variant: 'billed' | 'earned' } & Amount)
  /** Losses that nobody has reported yet are estimated higher. */
  | ({ readonly code: 'E03' } & Amount)
  /** A claim is filed: the gross claim, as a memo. */
  | ({ readonly code: 'E04' } & Amount)
  /** The case reserve is set to the best estimate within the policy. */
  | ({ readonly code: 'E05' } & Amount)
  /** What was estimated for unreported losses is released: the loss is reported, or less likely. */
  | ({ readonly code: 'E06' } & Amount)
  /** The case reserve is raised or lowered. */
  | ({ readonly code: 'E07' } & Change)
  /** The excess, or a tiered own share of the claimant, is taken off the reserve. */
  | ({ readonly code: 'E08' } & Amount)
  /** An award is final: reserve becomes payable. The reserve must equal the award (E07 first). */
  | ({ readonly code: 'E09' } & Amount)
  /** The loss was made good meanwhile: what is payable or held of the award is taken back. */
  | {
      readonly code: 'E09';
      readonly variant: 'taken_back';
      readonly payable: Money;
      readonly held: Money;
    }
  /** A claim is denied or withdrawn: what is left of the reserve is released, the memo reversed. */
  | { readonly code: 'E10'; readonly reserve: Money; readonly claimed: Money }
  /** A provisional credit to a wallet of ours; cash of the source moves to back it (E11b). */
  | ({ readonly code: 'E11'; readonly into: 'wallet'; readonly source: CashSource } & Amount)
  /** A provisional credit to a bank account, over a rail. */
  | ({ readonly code: 'E11'; readonly into: 'bank' } & RailAmount)
  /** A provisional credit is made final by an award. */
  | ({ readonly code: 'E12' } & Amount)
  /** A provisional credit is taken back from the wallet; its backing returns to the source. */
  | ({ readonly code: 'E13'; readonly source: CashSource } & Amount)
  /** What the wallet no longer holds of a provisional credit, or a bank received, is owed to us. */
  | ({ readonly code: 'E14' } & Amount)
  /** A payout is handed to a rail. */
  | ({ readonly code: 'E15' } & RailAmount)
  /** A payout is proven to have settled. */
  | ({ readonly code: 'E16' } & RailAmount)
  /** A payout is proven to have failed before it settled. */
  | ({ readonly code: 'E17' } & RailAmount)
  /** A settled payout comes back later and is held for the claimant. */
  | ({ readonly code: 'E19' } & RailAmount)
  /** What came back is sent again, to a corrected account. */
  | ({ readonly code: 'E20' } & RailAmount)
  /** A rail takes its fee; or less is there than in the books, and two people write that off. */
  | ({ readonly code: 'E21'; readonly variant?: 'written_off' } & RailAmount)
  /** A rail's balance is topped up, from the fund or from operating cash. */
  | ({ readonly code: 'E22'; readonly source: CashSource } & RailAmount)
  /** The other institution's share of an award is agreed. */
  | ({ readonly code: 'E23' } & CounterpartyAmount)
  /** Its share is received, or refused and written off. */
  | ({ readonly code: 'E24'; readonly variant: 'received' | 'written_off' } & CounterpartyAmount)
  /** An insurer accepts to reimburse; it pays; or what it accepted is written off. */
  | ({
      readonly code: 'E25';
      readonly variant: 'accepted' | 'paid' | 'written_off';
    } & CounterpartyAmount)
  /** Money of a fraudster or a merchant arrives, not yet matched. */
  | ({ readonly code: 'E26' } & Amount)
  /** It is matched. `receipt` is what of it is still unmatched on 2070; a rest may stay there. */
  | { readonly code: 'E27'; readonly receipt: Money; readonly parts: readonly RecoveredPart[] }
  /** The other institution is paid its part of a recovery. */
  | ({ readonly code: 'E28' } & CounterpartyAmount)
  /**
   * After the payment the claimant is found to have deceived us: the money is claimed back; or it
   * turns out that they were right to object, and it is not.
   */
  | ({ readonly code: 'E29'; readonly variant?: 'taken_back' } & Amount)
  /** The claimant repays, or what cannot be collected is written off. */
  | ({ readonly code: 'E30'; readonly variant: 'collected' | 'written_off' } & Amount)
  /** The allowance for doubtful recoverables is raised or lowered. */
  | ({ readonly code: 'E31' } & Change)
  /** A closed claim is opened again: reserved anew; then awarded more. */
  | ({ readonly code: 'E32'; readonly variant: 'reserve' | 'award' } & Amount)
  /** Goodwill beyond the policy, or the compensation that a law grants for lateness. */
  | ({ readonly code: 'E33'; readonly variant: 'goodwill' | 'lateness' } & Amount)
  /** Money that nobody claims goes to its legal owner, or is ours after the limitation. */
  | ({ readonly code: 'E34'; readonly ending: 'paid_to_state' | 'released' } & Amount)
  /** A payout in the award's currency settles in the currency of its rail, over account 1090. */
  | {
      readonly code: 'E35';
      readonly variant: 'settled';
      readonly owed: Money;
      readonly paid: Money;
      readonly rail: string;
    }
  /** The FX position is worth more or less than the books say. */
  | ({
      readonly code: 'E35';
      readonly variant: 'revalued';
      readonly effect: 'gain' | 'loss';
    } & Amount);

export type EventCode = AccountingEvent['code'];
export type EventOf<Code extends EventCode> = Extract<AccountingEvent, { readonly code: Code }>;

/** The fund of a house that has only one. */
export const GUARANTEE_FUND = 'guarantee';

export interface EventContext {
  readonly lane: Lane;
  readonly claimId: string | null;
  readonly actor: string;
  readonly occurredAt: Date;
  /** The record that causes the booking; with event and variant it names the booking for ever. */
  readonly causeId: string;
  /** `packId@version` of the claim; absent for the house's own bookings. */
  readonly pack?: string;
  /** What several claims have in common: one leak, one ring of fraudsters. */
  readonly incident?: string;
  /** Which fund's cash, capital or estimate it is; needed where such an account is touched. */
  readonly fund?: string;
}
