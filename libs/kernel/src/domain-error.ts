/** A text in the two languages in which Ganpei speaks to people. */
export interface Bilingual {
  readonly 'zh-CN': string;
  readonly en: string;
}

/**
 * What went wrong, in terms that do not depend on HTTP. `problem.filter.ts` is the one place that
 * turns a kind into a status code.
 */
export type ErrorKind =
  | 'invalid' // the request is malformed: fix the named field and send it again
  | 'unauthenticated' // nobody, or a token that is not valid (any more)
  | 'forbidden' // known, but this role may not do this
  | 'not_found' // absent, or somebody else's: the two look alike on purpose
  | 'conflict' // well formed, but the state of the record does not allow it
  | 'stale' // the caller decided on an older version of the record
  | 'in_flight' // the first request with this idempotency key is still being answered
  | 'key_reused' // the idempotency key belongs to another request
  | 'too_large' // more bytes, rows or files than the limit
  | 'unsupported_media' // a content type or file type that is not accepted
  | 'unprocessable' // understood, but the content contradicts itself or a rule
  | 'too_many_requests' // slow down
  | 'unavailable'; // a part that we depend on does not answer; try again later

export interface ErrorDetails {
  /** The offending field as a path into the request: `lines[0].money.amountMinor`. */
  readonly field?: string;
  /** What we saw there, shortened; never a secret, never somebody else's data. */
  readonly saw?: string;
  /** For `in_flight` and `unavailable`: seconds after which trying again makes sense. */
  readonly retryAfterSeconds?: number;
  /** More facts that the caller may see, such as ids and amounts of their own records. */
  readonly [fact: string]: unknown;
}

/**
 * An expected refusal. `code` is `lib.reason`, stable and documented; `message` says in both
 * languages what we saw and what to do, and may be shown to the person who asked.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly text: Bilingual,
    readonly details: ErrorDetails = {},
  ) {
    super(text.en);
    this.name = 'DomainError';
  }
}
