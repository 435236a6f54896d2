import type { PayoutAccountKind } from '@app/claims';
import type { Bilingual } from '@app/kernel';
import type { Money, MoneyJson } from '@app/money';
import type { PaymentChannel } from '@app/payments';

/**
 * Who receives the money. `original` sends it back the way the disputed payment came; `account` to
 * an account of the claimant, whose holder the rail compares.
 */
export type RailPayee =
  | {
      readonly route: 'original';
      /** How the disputed payment was made: a rail goes back the way it came, or does not. */
      readonly channel: PaymentChannel;
      /** The natural key of the disputed payment: who told us of it, and its number there. */
      readonly paymentSource: string;
      readonly paymentSourceId: string;
      readonly account?: string;
      readonly name?: string;
    }
  | {
      readonly route: 'account';
      readonly kind: PayoutAccountKind;
      readonly account: string;
      readonly name: string;
      readonly bank?: string;
    };

/** What we want a rail to do. It is committed before the first byte leaves, and never changes. */
export interface RailOrder {
  /** Stable for ever; 1 to 32 letters and digits. The rail pays one key once. */
  readonly key: string;
  /** Our payout id. */
  readonly reference: string;
  readonly money: Money;
  readonly payee: RailPayee;
  /** Only of what is credited before a decision, on condition. */
  readonly purpose?: 'provisional_credit';
  /** The digest kept with the payout; the rail takes it as part of the content of its key. */
  readonly requestDigest: string;
}

/**
 * A transfer as the rail reports it. Amount and currency stay texts, so that a nonsense value is
 * compared and quarantined instead of lost in an exception.
 */
export interface RailTransfer {
  readonly transferId: string;
  readonly key: string;
  readonly reference: string;
  readonly money: MoneyJson;
  readonly payee: Readonly<Record<string, string>>;
  /** The rail's own word: `accepted`, `settled`, `rejected`, `failed`, `returned`. */
  readonly status: string;
  /** The rail's error code, when it refused, failed or returned the transfer. */
  readonly code?: string;
  readonly settledAt?: Date;
  readonly returnedAt?: Date;
}

/** Why we do not know. Only `echo_mismatch` and `key_conflict` need a person at once. */
export type UnknownReason =
  | 'timeout' // no whole answer in time; the money may have left
  | 'not_reached' // a send without any connection: no byte of the order left us
  | 'connection_lost' // reset, TLS failure or an answer cut short
  | 'server_error' // 5xx
  | 'unexpected_status' // a redirect, or a status that the rail never documents
  | 'too_large' // more than we are willing to read
  | 'not_json' // an HTML page of a proxy, an empty body, half an answer
  | 'unparsable' // JSON, but not the fields that we need
  | 'unlisted_code' // an error code or status word that is not in our tables
  | 'retry_later' // the rail did not take this send: send again later with the same key
  | 'not_answered' // a query that the rail did not take: it says nothing about the order
  | 'not_authorised' // the rail refuses our signature or clock: a matter for the operator
  | 'unverified' // an answer that should be signed by the rail, and is not
  | 'key_conflict' // the rail knows our key with other content: quarantine
  | 'echo_mismatch'; // amount, currency, payee, key or reference differ: quarantine

/** The rail says that the transfer is final and the payee has the money. */
interface ConfirmedAnswer {
  readonly outcome: 'confirmed';
  readonly transferId: string;
  readonly settledAt: Date;
  readonly echo: RailTransfer;
}

/** What a payee has to do, and by when, before the money moves. */
export interface PayeeWait {
  readonly until: Date;
  /** What their app opens the rail's page of confirmation with, as only some answers tell it. */
  readonly confirmWith?: string;
}

/** The rail took the order, but it may still fail. */
interface PendingAnswer {
  readonly outcome: 'pending';
  readonly transferId: string;
  /** The payee has to do something before the money moves, by then at the latest. */
  readonly awaitsPayee?: PayeeWait;
  /** How long asking is of no use: a rail that hears by reports is asked when one comes in. */
  readonly askAgainInMs?: number;
  /** Not every rail repeats an order when it takes it; then a query has to. */
  readonly echo?: RailTransfer;
}

/** Final: this key will never be paid. Only a listed code leads here. */
interface RejectedAnswer {
  readonly outcome: 'rejected';
  readonly code: string;
  readonly text: Bilingual;
}

/** The transfer settled, and the money came back later. Only a query or a notice tells this. */
interface ReturnedAnswer {
  readonly outcome: 'returned';
  readonly transferId: string;
  readonly returnedAt: Date;
  readonly code?: string;
  readonly echo: RailTransfer;
}

/**
 * The answer to a query only: the rail does not know the key. It counts as "not paid" only after
 * `settlementWindowMs` and while the key is alive.
 */
interface NotFoundAnswer {
  readonly outcome: 'not_found';
}

/** Anything else. Ask again by `query`; never guess, never send under a new key. */
export interface UnknownAnswer {
  readonly outcome: 'unknown';
  readonly reason: UnknownReason;
  /** What we saw, at most 300 characters. It may quote the rail: keep it out of the logs. */
  readonly seen: string;
}

/** What an exchange with a rail taught us. All that is not a listed answer is unknown. */
export type RailAnswer =
  | ConfirmedAnswer
  | PendingAnswer
  | RejectedAnswer
  | ReturnedAnswer
  | NotFoundAnswer
  | UnknownAnswer;

/** What a wallet gave back of a transfer that was credited on condition: all, a part or nothing. */
interface TakenBackAnswer {
  readonly outcome: 'taken_back';
  readonly taken: Money;
  readonly at: Date;
}

export type TakeBackAnswer = TakenBackAnswer | UnknownAnswer;

/**
 * Takes back as much of a transfer as is there still, at most what is wanted. It does so once, and
 * says the same ever after. Never throws for what the rail does.
 */
export type TakesBack = (order: RailOrder, wanted: Money) => Promise<TakeBackAnswer>;

export type RailNoticeType = 'transfer.settled' | 'transfer.failed' | 'transfer.returned';

/**
 * A webhook whose signature and time were right. It only says where to look: `query` the rail
 * before money moves in the ledger. Apply each `id` once.
 */
export interface RailNotice {
  readonly id: string;
  readonly type: RailNoticeType;
  readonly sentAt: Date;
  readonly transfer: RailTransfer;
}

/** Headers as node:http gives them; names in lower case. */
export type RailHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What makes an order one that a rail can carry. */
export type CarriedOrder = Pick<RailOrder, 'money' | 'payee'>;

/** The one port of this lib: a way for money to leave the house. */
export interface PayoutRail {
  readonly name: string;
  /**
   * Why this rail cannot carry such an order, for an operator; null when it can. Pure: currency,
   * amount, the way the money has to go.
   */
  refusal(order: CarriedOrder): Bilingual | null;
  /** How long the rail remembers a key. Send again only inside half of it. */
  readonly keyLifetimeMs: number;
  /** How long after a send a `not_found` may still turn into a transfer. */
  readonly settlementWindowMs: number;
  /** Hands in the order; the same key may be sent again. Never throws for what the rail does. */
  send(order: RailOrder): Promise<RailAnswer>;
  /** Asks what became of the order. Never throws for what the rail does. */
  query(order: RailOrder): Promise<RailAnswer>;
  /**
   * Only of a rail into wallets of our own: their balances stand in our books, and it takes back
   * what was credited on condition.
   */
  readonly takeBack?: TakesBack;
  /** The text by which this rail knows that we have its notice; without one, any 2xx does. */
  readonly noticeReceipt?: string;
  /** Throws DomainError `unauthenticated`, `rail.bad_signature` for what the rail did not sign. */
  verifyWebhook(headers: RailHeaders, rawBody: Buffer): RailNotice;
}
